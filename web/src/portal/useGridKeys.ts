import { useCallback, type KeyboardEvent } from 'react';

type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Arrow keys over things that lie in rows: left and right go through them in order, up and down to the nearest in the
 * next row.
 *
 * @param selector which elements the keys go to
 */
export function useGridKeys(selector: string): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    (event) => {
      if (!event.key.startsWith('Arrow') || event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
      const from = items.indexOf(event.target as HTMLElement);
      if (from < 0) {
        return;
      }
      const target = next(items.map(placeOf), from, event.key as Direction);
      if (target !== null) {
        event.preventDefault();
        items[target]?.focus();
      }
    },
    [selector],
  );
}

/** The index that a key goes to; null when there is nothing in that direction. */
export function next(places: readonly Place[], from: number, direction: Direction): number | null {
  if (direction === 'ArrowLeft' || direction === 'ArrowRight') {
    const index = from + (direction === 'ArrowLeft' ? -1 : 1);
    return index >= 0 && index < places.length ? index : null;
  }
  const here = places[from] as Place;
  const sign = direction === 'ArrowDown' ? 1 : -1;
  const beyond = places.map((place, index) => ({ ...place, index })).filter((place) => sign * (place.y - here.y) > 1);
  const row = Math.min(...beyond.map((place) => sign * place.y));
  const nearest = beyond
    .filter((place) => Math.abs(sign * place.y - row) <= 1)
    .sort((one, other) => Math.abs(one.x - here.x) - Math.abs(other.x - here.x))[0];
  return nearest?.index ?? null;
}

function placeOf(element: HTMLElement): Place {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top };
}
