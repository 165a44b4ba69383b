import { describe, expect, it } from 'vitest';
import { next } from './useGridKeys';

// Two sections: a row of three and one of one, then a row of two.
const PLACES = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 20, y: 0 },
  { x: 0, y: 10 },
  { x: 0, y: 30 },
  { x: 10, y: 30 },
];

describe('arrow keys over tiles', () => {
  it.each([
    [0, 'ArrowRight', 1],
    [2, 'ArrowRight', 3],
    [5, 'ArrowRight', null],
    [0, 'ArrowLeft', null],
    [2, 'ArrowDown', 3],
    [3, 'ArrowDown', 4],
    [5, 'ArrowUp', 3],
    [3, 'ArrowUp', 0],
    [1, 'ArrowUp', null],
    [4, 'ArrowDown', null],
  ] as const)('go from %i with %s to %s', (from, key, to) => {
    expect(next(PLACES, from, key)).toBe(to);
  });
});
