import { expect, it } from 'vitest';
import { fingerprintWords } from './hosts';

it('a fingerprint is shown as other programs show it', () => {
  const hex = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const shown = fingerprintWords(hex);
  expect(shown).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(fingerprintWords(shown)).toBe(shown);
});
