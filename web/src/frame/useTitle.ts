import { useEffect } from 'react';

/** Names the browser's tab; without a name, that is left to others. */
export function useTitle(...parts: (string | null | undefined)[]): void {
  const title = parts.filter(Boolean).join(' – ');
  useEffect(() => {
    if (title !== '') {
      document.title = title;
    }
  }, [title]);
}
