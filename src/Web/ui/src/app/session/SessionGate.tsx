import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { isSameActor, onSessionElsewhere, sessionQuery, type Session } from '@/api/session';
import { signInAddress } from '@/url/return-to';
import { DataState } from '@/ui/DataState';
import { connectLive } from '../connect-live';

/** The pages of who is signed in; anybody else is led to the door. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const query = useQuery(sessionQuery());
  const { refetch } = query;
  useOnePerson(query.data);

  // Outside system: this browser's other pages.
  useEffect(() => onSessionElsewhere(() => void refetch()), [refetch]);

  if (query.data === undefined) return <Box sx={{ maxWidth: 640, mx: 'auto', pt: 12 }}><DataState what={t('common.app')} query={query} height={240}>{() => null}</DataState></Box>;
  return <Entered session={query.data}>{children}</Entered>;
}

function Entered({ session, children }: { session: Session; children: ReactNode }) {
  const here = useLocation();
  const isIn = session.actor !== null;

  // Outside system: the live feed, which lets in only who is signed in.
  useEffect(() => {
    if (isIn) connectLive();
  }, [isIn]);

  if (session.setupNeeded) return <Navigate to="/setup" replace />;
  return isIn ? children : <Navigate to={signInAddress(here)} replace />;
}

/** A loaded page belongs to one person with one set of roles: for another it begins anew, with nothing of the one before in it. */
function useOnePerson(session: Session | undefined): void {
  const first = useRef<Session | null>(null);
  useEffect(() => {
    if (session === undefined) return;
    if (first.current?.actor != null && !isSameActor(first.current.actor, session.actor)) window.location.reload();
    else first.current ??= session;
  }, [session]);
}
