import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isKnownReason, reasonWords } from './reasons';

const CONTRACT = `
  sign-in-required csrf broker-unavailable sign-in-failed sign-in-too-many administrator-required invalid name-taken
  resource-unknown session-unknown account-none account-refused no-host-offers all-full no-host-available
  session-conflict program-missing document-missing document-no-program resource-unavailable resource-in-use folder-unreachable folder-refused host-not-answering host-failed mode-not-allowed no-rdp-address
  rdp-client-required launch-queued queue-timeout launch-given-up host-maintenance host-disabled idle-timeout grant-refused code-missing code-other-launch other-address pass-unknown
  ticket-missing tunnel-handshake target-not-allowed host-forbidden half-open-limit setup-timeout
  launch-under-way launcher-silent program-ended no-window host-lost launch-expired
  ticket-malformed ticket-unknown-key ticket-forged ticket-expired ticket-not-yet ticket-other-site ticket-other-client
  ticket-used launch-unknown lease-unknown lease-ended taken-over disconnected signed-out session-ended session-limit
  message-not-shown host-unmanaged rdp-closed
  rdp-refused rdp-timeout rdp-malformed host-unreachable host-timeout host-certificate destination-mismatch stream-gap
  stream-offset stream-frame stream-replay-full stream-malformed gateway-busy gateway-stopping front-stopping`;

/** The description names its refusals after their codes, with a dot between two. */
function refusals(): string[] {
  const description = readFileSync('openapi.yaml', 'utf8');
  const names = [...description.matchAll(/#\/components\/responses\/([a-z.-]+)/g)].map((found) => found[1] as string);
  return [...new Set(names.flatMap((name) => name.split('.')))].filter((code) => code !== 'refused');
}

describe('the words for reasons', () => {
  it.each(CONTRACT.trim().split(/\s+/))('cover %s', (code) => {
    expect(isKnownReason(code)).toBe(true);
    const words = reasonWords(code);
    expect(words.what).toMatch(/[.?]$/);
    expect(words.advice).toMatch(/[.?]$/);
    expect(words.title).not.toMatch(/[.?]$/);
  });

  it.each(refusals())('cover %s, which the description names', (code) => {
    expect(isKnownReason(code)).toBe(true);
  });

  it('show a code that nobody foresaw', () => {
    expect(reasonWords('moon-too-full').what).toContain('moon-too-full');
  });
});
