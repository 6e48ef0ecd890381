import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

const OPEN_AFTER = 350;
const CLOSE_AFTER = 200;

interface HoverCard {
  isOpen: boolean;
  /** For the button that the card belongs to. */
  trigger: { onPointerEnter: (event: { pointerType: string }) => void; onPointerLeave: () => void; onClick: () => void; onKeyDown: (event: KeyboardEvent) => void };
  /** For the card. */
  card: { onPointerEnter: () => void; onPointerLeave: () => void };
  close: () => void;
  /** Opened on purpose, by key, click or touch, not by passing over: the focus goes into it. */
  isPinned: boolean;
}

/** A card beside a button: passing over opens it and it stays while the pointer is on either; a press keeps it open; Escape closes it (WCAG 1.4.13). */
export function useHoverCard(): HoverCard {
  const [state, setState] = useState<'closed' | 'hovered' | 'pinned'>('closed');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wait = (next: typeof state, delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState((now) => (now === 'pinned' ? now : next)), delay);
  };
  const now = (next: typeof state) => {
    clearTimeout(timer.current);
    setState(next);
  };
  const isOpen = state !== 'closed';

  // Outside system: the clock and the keyboard. A card that a pointer opened is closed by Escape wherever the focus is.
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      clearTimeout(timer.current);
      setState('closed');
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOpen]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    isOpen,
    isPinned: state === 'pinned',
    trigger: {
      // A finger does not pass over: it presses.
      onPointerEnter: ({ pointerType }) => pointerType === 'mouse' && wait('hovered', OPEN_AFTER),
      onPointerLeave: () => wait('closed', CLOSE_AFTER),
      onClick: () => now(state === 'pinned' ? 'closed' : 'pinned'),
      onKeyDown: (event) => {
        if (event.key === 'Escape') now('closed');
      },
    },
    card: { onPointerEnter: () => clearTimeout(timer.current), onPointerLeave: () => wait('closed', CLOSE_AFTER) },
    close: () => now('closed'),
  };
}
