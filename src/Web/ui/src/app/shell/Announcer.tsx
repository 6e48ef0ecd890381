import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { incidentsQuery } from '@/api/queries';
import { useLiveStatus } from '@/live/live-status';
import { VisuallyHidden } from '@/ui/VisuallyHidden';

/** Says aloud what changes without the reader's doing: the connection, and new critical anomalies. At most every 15 s. */
export function Announcer() {
  const { t, i18n } = useTranslation();
  const { state } = useLiveStatus();
  const { data } = useQuery(incidentsQuery({ scope: null, open: true }));
  const [message, setMessage] = useState('');
  const before = useRef({ state, known: null as ReadonlySet<string> | null, spokenAt: 0 });

  // Outside system: the screen reader.
  useEffect(() => {
    const last = before.current;
    const speak = (text: string) => {
      const now = performance.now();
      if (now - last.spokenAt < 15_000 && last.spokenAt > 0) return;
      last.spokenAt = now;
      setMessage(text);
    };
    if (state !== last.state) {
      if (state === 'live' && last.state !== 'connecting') speak(t('nav.live.announceLive'));
      if (state === 'polling' && last.state === 'live') speak(t('nav.live.announcePolling'));
      if (state === 'paused') speak(t('nav.live.announcePaused'));
      last.state = state;
    }
    if (data === undefined) return;
    const fresh = data.items.find((item) => item.cause.severity === 'critical' && last.known !== null && !last.known.has(item.id));
    if (fresh !== undefined) speak(t('anomalies.announce', { headline: i18n.language === 'ko' ? fresh.cause.headline.ko : fresh.cause.headline.en }));
    last.known = new Set(data.items.map((item) => item.id));
  }, [state, data, t, i18n.language]);

  return <VisuallyHidden role="status">{message}</VisuallyHidden>;
}
