import { describe, expect, it } from 'vitest';
import { isKnownReason, reasonWords } from './reasons';

const CONTRACT = `
  sign-in-required csrf broker-unavailable sign-in-failed sign-in-too-many administrator-required invalid name-taken
  resource-unknown session-unknown account-none account-refused no-host-offers all-full no-host-available
  session-conflict program-missing host-not-answering host-failed mode-not-allowed no-rdp-address
  launch-under-way launcher-silent program-ended no-window host-lost launch-expired
  ticket-malformed ticket-unknown-key ticket-forged ticket-expired ticket-not-yet ticket-other-site ticket-other-client
  ticket-used launch-unknown lease-unknown lease-ended taken-over disconnected signed-out session-ended rdp-closed
  rdp-refused rdp-timeout rdp-malformed host-unreachable host-timeout host-certificate destination-mismatch stream-gap
  stream-offset stream-frame stream-replay-full stream-malformed gateway-busy gateway-stopping front-stopping`;

describe('the words for reasons', () => {
  it.each(CONTRACT.trim().split(/\s+/))('cover %s', (code) => {
    expect(isKnownReason(code)).toBe(true);
    const words = reasonWords(code);
    expect(words.what).toMatch(/[.?]$/);
    expect(words.advice).toMatch(/[.?]$/);
    expect(words.title).not.toMatch(/[.?]$/);
  });

  it('show a code that nobody foresaw', () => {
    expect(reasonWords('moon-too-full').what).toContain('moon-too-full');
  });
});
