import { Navigate } from 'react-router';

/** Nothing is known yet: the way to first figures, on a page of its own, so that it stays while the first records arrive. */
export function FirstSteps() {
  return <Navigate to="/start" replace />;
}
