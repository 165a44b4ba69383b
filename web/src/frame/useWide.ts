import { useMemo, useSyncExternalStore } from 'react';

/** Whether the window is at least so wide, in pixels. */
export function useWide(width: number): boolean {
  const query = useMemo(() => window.matchMedia(`(min-width: ${width}px)`), [width]);
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => query.matches,
  );
}
