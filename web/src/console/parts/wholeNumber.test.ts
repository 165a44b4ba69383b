import { describe, expect, it } from 'vitest';
import { weightNumber, wholeNumber } from './wholeNumber';

describe('what is typed into a field for numbers', () => {
  it.each(['', ' ', '-1', '1e9', '1.5', 'ten', '1234567890'])('is no whole number: “%s”', (typed) => {
    expect(() => wholeNumber('field', typed)).toThrow('Enter a whole number.');
  });

  it.each(['', '-1', '1e3', '.5', '1.', '1,5', 'NaN', 'Infinity'])('is no weight: “%s”', (typed) => {
    expect(() => weightNumber('field', typed)).toThrow('Enter a number from 0 on.');
  });

  it('may have blanks around it', () => {
    expect(wholeNumber('field', ' 12 ')).toBe(12);
    expect(weightNumber('field', ' 0.25 ')).toBe(0.25);
    expect(weightNumber('field', '0')).toBe(0);
  });
});
