import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';
import { SetupForm } from '@/features/identity/components/SetupForm';

export function Component() {
  const { data: session } = useQuery(sessionQuery());
  return <SetupForm minPasswordLength={session?.minPasswordLength ?? 0} onDone={() => window.location.assign('/')} />;
}
