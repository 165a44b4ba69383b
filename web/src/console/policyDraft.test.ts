import { describe, expect, it } from 'vitest';
import type { PartialPolicy, Policy } from '../api/types';
import { MINUTES } from '../words/policy';
import { draftOf, NO_WORD, partialIn, policyIn, strictest } from './policyDraft';

const ALL: Policy = {
  clipboard: 'both',
  drives: true,
  printers: true,
  audio: true,
  idleMinutes: 0,
  disconnectedMinutes: 0,
  sessionMinutes: 0,
};

describe('the strictest policy', () => {
  it('allows everything when nobody has a word', () => {
    expect(strictest([])).toEqual(ALL);
    expect(strictest([NO_WORD, NO_WORD])).toEqual(ALL);
  });

  it.each([
    ['both', 'to-session', 'to-session'],
    ['both', 'both', 'both'],
    ['to-session', 'from-session', 'none'],
    ['from-session', 'from-session', 'from-session'],
    ['none', 'both', 'none'],
    ['to-session', null, 'to-session'],
  ] as const)('of clipboards that are %s and %s is %s', (one, other, both) => {
    expect(
      strictest([
        { ...NO_WORD, clipboard: one },
        { ...NO_WORD, clipboard: other },
      ]).clipboard,
    ).toBe(both);
    expect(
      strictest([
        { ...NO_WORD, clipboard: other },
        { ...NO_WORD, clipboard: one },
      ]).clipboard,
    ).toBe(both);
  });

  it('has everybody’s no', () => {
    const words: PartialPolicy[] = [ALL, { ...NO_WORD, drives: false }, { ...NO_WORD, audio: false, drives: true }];
    expect(strictest(words)).toEqual({ ...ALL, drives: false, audio: false });
  });

  it.each([
    [[0, 30], 30],
    [[45, 30, 0], 30],
    [[0, 0], 0],
    [[null, 15], 15],
  ])('of waits of %j minutes is %i', (minutes, strict) => {
    for (const setting of MINUTES) {
      expect(strictest(minutes.map((word) => ({ ...NO_WORD, [setting]: word })))).toEqual({ ...ALL, [setting]: strict });
    }
  });
});

describe('a policy that is being written', () => {
  it('comes out as it went in', () => {
    const partial: PartialPolicy = { ...NO_WORD, clipboard: 'none', drives: false, audio: true, sessionMinutes: 480 };
    expect(partialIn(draftOf(partial))).toEqual(partial);
    expect(partialIn(draftOf(NO_WORD))).toEqual(NO_WORD);
    const whole: Policy = { ...ALL, clipboard: 'from-session', drives: false, idleMinutes: 90, disconnectedMinutes: 5 };
    expect(policyIn(draftOf(whole))).toEqual(whole);
  });

  it('takes whole minutes only', () => {
    expect(() => partialIn({ ...draftOf(NO_WORD), idleMinutes: '1.5' })).toThrow('whole number');
    for (const setting of MINUTES) {
      expect(() => policyIn({ ...draftOf(ALL), [setting]: '' })).toThrow('whole number');
    }
  });
});
