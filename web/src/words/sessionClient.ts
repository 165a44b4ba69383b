import type { SessionClient } from '../api/types';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** An amount of bytes, short enough for a table. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 1_000 && unit < UNITS.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** For how long nobody has typed or moved the mouse. */
export function idleWords(seconds: number): string {
  if (seconds < 60) {
    return 'in use';
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What a client is. */
export function clientWords(client: SessionClient): string {
  if (client.kind === 'browser') {
    return client.name === '' ? 'Browser' : `${client.name} ${client.version}`;
  }
  return client.name === '' ? 'RDP client' : `RDP client on ${client.name}`;
}
