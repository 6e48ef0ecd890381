import { createContext, use } from 'react';
import { viewOf, type View } from '@/url/view';
import { useActor } from './use-session';

/** Set where the reader looks through another role's eyes; null for their own. */
export const ViewContext = createContext<View | null>(null);

/** In whose words the page speaks. */
export function useView(): View {
  const chosen = use(ViewContext);
  const role = useActor()?.landingRole;
  return chosen ?? viewOf(role);
}
