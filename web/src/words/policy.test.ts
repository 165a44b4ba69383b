import { describe, expect, it } from 'vitest';
import { mayCopy, mayPaste, policyLines } from './policy';

describe('the words for a policy', () => {
  it('say what holds and who sees to it', () => {
    const lines = policyLines({
      clipboard: 'to-session',
      drives: true,
      printers: false,
      audio: true,
      idleMinutes: 1,
      disconnectedMinutes: 0,
      sessionMinutes: 480,
      enforced: { clipboard: 'front', drives: 'advice', printers: 'host', audio: 'front' },
    });
    expect(lines).toEqual([
      { setting: 'Clipboard', value: 'into the session only', enforced: 'enforced at the host' },
      { setting: 'Drives of the device', value: 'on', enforced: 'only advice to the client' },
      { setting: 'Printers of the device', value: 'off', enforced: 'the host has none for anybody' },
      { setting: 'Sound and microphone', value: 'on', enforced: 'enforced at the host' },
      // Who sees to this depends on the way, so nobody is named.
      { setting: 'Disconnect when idle', value: 'after 1 minute', enforced: null },
      { setting: 'Log off when disconnected', value: 'never', enforced: null },
      { setting: 'Log off in any case', value: 'after 480 minutes', enforced: null },
    ]);
  });

  it.each([
    ['both', true, true],
    ['to-session', true, false],
    ['from-session', false, true],
    ['none', false, false],
  ] as const)('know what a clipboard that is %s lets through', (clipboard, paste, copy) => {
    expect(mayPaste({ clipboard })).toBe(paste);
    expect(mayCopy({ clipboard })).toBe(copy);
  });
});
