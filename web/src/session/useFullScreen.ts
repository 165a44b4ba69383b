import { useCallback, useSyncExternalStore } from 'react';

interface KeyboardLock {
  lock(): Promise<void>;
}

function subscribe(changed: () => void): () => void {
  document.addEventListener('fullscreenchange', changed);
  return () => document.removeEventListener('fullscreenchange', changed);
}

/** Whether the page fills the screen, and how to change that. */
export function useFullScreen(): [boolean, () => void] {
  const full = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  const toggle = useCallback(() => {
    if (document.fullscreenElement) {
      void document.exitFullscreen();
      return;
    }
    void document.documentElement.requestFullscreen().then(() => {
      // Chromium then gives the session the keys that are otherwise the system's, such as Alt+Tab.
      void (navigator as { keyboard?: KeyboardLock }).keyboard?.lock();
    });
  }, []);
  return [full, toggle];
}
