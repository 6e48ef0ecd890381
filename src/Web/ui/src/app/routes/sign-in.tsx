import { useLocation } from 'react-router';
import { SignInForm } from '@/features/identity/components/SignInForm';
import { safeReturn } from '@/url/return-to';

export function Component() {
  const { search } = useLocation();
  // A page load of its own: everything that is asked and kept begins with this person.
  return <SignInForm onSignedIn={() => window.location.assign(safeReturn(new URLSearchParams(search).get('returnTo')) ?? '/')} />;
}
