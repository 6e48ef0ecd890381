import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { setPaused } from '@/live/live';
import { liveStatus } from '@/live/live-status';
import { areShortcutsOn, isTyping } from '@/ui/shortcuts';
import { pages } from '@/url/pages';

interface ShortcutHandlers {
  onSearch: () => void;
  onHelp: () => void;
}

const places: Record<string, string> = Object.fromEntries(pages.map((page) => [page.key, page.address]));

/** Ctrl/⌘-K always; single keys only outside of fields and while they are switched on. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  const navigate = useNavigate();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });

  // Outside system: the keyboard.
  useEffect(() => {
    let prefixAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        latest.current.onSearch();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areShortcutsOn()) return;
      const isSecond = event.timeStamp - prefixAt < 1_500;
      prefixAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const place = isSecond ? places[event.key] : undefined;
      if (place !== undefined) void navigate(place);
      else if (event.key === '/') {
        event.preventDefault();
        latest.current.onSearch();
      } else if (event.key === '?') latest.current.onHelp();
      else if (event.key === 'p') setPaused(liveStatus.get().state !== 'paused');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}
