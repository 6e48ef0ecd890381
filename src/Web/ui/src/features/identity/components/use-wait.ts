import { useEffect, useState } from 'react';
import { ApiProblem } from '@/api/problem';

/** Seconds until the server wants to be asked again, counted down; null when it may be asked now. */
export function useWait(error: unknown): number | null {
  const [wait, setWait] = useState<{ error: unknown; left: number } | null>(null);
  if (error instanceof ApiProblem && error.retryAfter !== null && wait?.error !== error) setWait({ error, left: Math.ceil(error.retryAfter) });

  // Outside system: the clock.
  useEffect(() => {
    const timer = setInterval(() => setWait((current) => (current === null || current.left <= 0 ? current : { ...current, left: current.left - 1 })), 1_000);
    return () => clearInterval(timer);
  }, []);
  return wait !== null && wait.error === error && wait.left > 0 ? wait.left : null;
}
