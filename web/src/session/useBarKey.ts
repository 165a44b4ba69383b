import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * Ctrl+Alt+Home goes to the bar, as in other remote desktop programs, and shows it if it is folded away. It is shown
 * until the focus has left it.
 */
export function useBarKey(view: RefObject<HTMLElement | null>, inFront: boolean) {
  const bar = useRef<HTMLElement>(null);
  const [peeking, peek] = useState(false);

  useEffect(() => {
    if (!inFront) {
      peek(false);
      return undefined;
    }
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey && event.altKey && event.key === 'Home') {
        event.preventDefault();
        event.stopImmediatePropagation();
        peek(true);
      }
    };
    // Before the picture sees it: that takes every key there is.
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, [inFront]);

  useEffect(() => {
    if (!peeking) {
      return undefined;
    }
    bar.current?.querySelector<HTMLElement>('button')?.focus();
    const listen = (event: FocusEvent) => {
      const menu = event.target instanceof HTMLElement && event.target.closest('[role=menu], [role=dialog]');
      if (!menu && !bar.current?.contains(event.target as Node)) {
        peek(false);
      }
    };
    const element = view.current;
    element?.addEventListener('focusin', listen);
    return () => element?.removeEventListener('focusin', listen);
  }, [peeking, view]);

  return { bar, peeking, peek };
}
