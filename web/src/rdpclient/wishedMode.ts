import type { ConnectionChoice, ConnectionMode } from '../api/types';

const KEY = 'usher-connection-mode';

/** What was chosen on this device for its RDP client, if it may choose and that is allowed. */
export function wishedMode({ mayChoose, modes }: ConnectionChoice): ConnectionMode | null {
  const kept = localStorage.getItem(KEY);
  return mayChoose ? (modes.find((mode) => mode === kept) ?? null) : null;
}

/** @param mode null for what the administrators have set */
export function wishMode(mode: ConnectionMode | null): void {
  if (mode === null) {
    localStorage.removeItem(KEY);
  } else {
    localStorage.setItem(KEY, mode);
  }
}
