import { expect, test } from 'vitest';
import type { AdminSession } from '../api/types';
import { failures } from './manySessions';

function session(id: string, displayName: string): AdminSession {
  return {
    id,
    kind: 'applications',
    host: 'host-1',
    hostId: 'h',
    managed: true,
    state: 'active',
    startedSecondsAgo: 5,
    windows: [],
    resources: [],
    user: { id: 'u', name: displayName.toLowerCase(), displayName },
    account: 'a',
    clientAddress: null,
    client: null,
  };
}

test('each session that it did not work for is named, with the reason', () => {
  const told = failures(
    [
      { session: 's1', done: true, reason: null },
      { session: 's2', done: false, reason: 'session-unknown' },
      { session: 's3', done: false, reason: 'message-not-shown' },
    ],
    [session('s1', 'Alice'), session('s2', 'Bob'), session('s3', 'Carol')],
  );
  expect(told).toEqual(['Bob on host-1: This session has ended.', 'Carol on host-1: The message was not shown.']);
});
