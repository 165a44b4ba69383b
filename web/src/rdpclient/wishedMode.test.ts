import { afterEach, expect, it } from 'vitest';
import type { ConnectionChoice } from '../api/types';
import { wishedMode, wishMode } from './wishedMode';

const CHOICE: ConnectionChoice = { mode: 'gateway-ssl', mayChoose: true, modes: ['gateway-ssl', 'direct-ssl'] };

afterEach(() => localStorage.clear());

it('nothing is wished before somebody has chosen', () => {
  expect(wishedMode(CHOICE)).toBeNull();
});

it('a wish is kept until it is taken back', () => {
  wishMode('direct-ssl');
  expect(wishedMode(CHOICE)).toBe('direct-ssl');
  wishMode(null);
  expect(wishedMode(CHOICE)).toBeNull();
});

it('a wish counts only while it is allowed', () => {
  wishMode('direct');
  expect(wishedMode(CHOICE)).toBeNull();
  wishMode('direct-ssl');
  expect(wishedMode({ ...CHOICE, mayChoose: false })).toBeNull();
});

it('what others have left there is no wish', () => {
  localStorage.setItem('usher-connection-mode', '<script>');
  expect(wishedMode(CHOICE)).toBeNull();
});
