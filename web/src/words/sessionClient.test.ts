import { expect, test } from 'vitest';
import type { SessionClient } from '../api/types';
import { bytes, clientWords, idleWords } from './sessionClient';

test('amounts of bytes', () => {
  expect([0, 999, 1_000, 1_536, 150_000, 5_000_000, 3 * 1_024 ** 3].map(bytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 KiB',
    '1.5 KiB',
    '146 KiB',
    '4.8 MiB',
    '3.0 GiB',
  ]);
});

test('idle times', () => {
  expect([0, 59, 60, 3_599, 3_600, 90_000].map(idleWords)).toEqual([
    'in use',
    'in use',
    '1 min',
    '59 min',
    '1 h 0 min',
    '25 h 0 min',
  ]);
});

test('clients are called after what they say they are', () => {
  const client: SessionClient = {
    kind: 'rdp',
    name: 'DESK-7',
    version: '18363',
    mode: 'direct-ssl',
    idleSeconds: 0,
    bytesIn: 0,
    bytesOut: 0,
    bytesInPerSecond: 0,
    bytesOutPerSecond: 0,
  };
  expect(clientWords(client)).toBe('RDP client on DESK-7');
  expect(clientWords({ ...client, name: '' })).toBe('RDP client');
  expect(clientWords({ ...client, kind: 'browser', name: 'Chrome', version: '156' })).toBe('Chrome 156');
  expect(clientWords({ ...client, kind: 'browser', name: '', version: '' })).toBe('Browser');
});
