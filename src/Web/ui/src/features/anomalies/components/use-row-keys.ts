import { useEffect, useRef, type RefObject } from 'react';
import { areShortcutsOn, isTyping } from '@/ui/shortcuts';

interface RowKeys {
  onAcknowledge: (id: string) => void;
  onToggle: (id: string) => void;
}

/** How long a key after “g” belongs to it, as everywhere. */
const PREFIX = 1_500;

/** j and k move through the rows of a list, a acknowledges and x selects the row that has the focus; Enter follows its link by itself. */
export function useRowKeys(list: RefObject<HTMLElement | null>, handlers: RowKeys): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });

  // Outside system: the keyboard.
  useEffect(() => {
    let prefixAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areShortcutsOn()) return;
      const isSecond = event.timeStamp - prefixAt < PREFIX;
      prefixAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (isSecond) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const id = rows[at]?.dataset['row'];
      if (event.key === 'j' || event.key === 'k') {
        const next = rows[event.key === 'j' ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)];
        next?.querySelector<HTMLElement>('a')?.focus();
      } else if (event.key === 'a' && id !== undefined) latest.current.onAcknowledge(id);
      else if (event.key === 'x' && id !== undefined) latest.current.onToggle(id);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list]);
}
