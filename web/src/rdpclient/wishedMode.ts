import type { ConnectionChoice, ConnectionMode } from '../api/types';
import { ALL_MODES } from '../words/modes';

const KEY = 'usher-connection-mode';

/** The modes that the RDP client of this device may use, as far as this page has words for them. */
export function modesOf({ modes }: ConnectionChoice): readonly ConnectionMode[] {
  return ALL_MODES.filter((mode) => modes.includes(mode));
}

/** What was chosen on this device for its RDP client, if it may choose and that is allowed. */
export function wishedMode(choice: ConnectionChoice): ConnectionMode | null {
  const kept = localStorage.getItem(KEY);
  return choice.mayChoose ? (modesOf(choice).find((mode) => mode === kept) ?? null) : null;
}

/** @param mode null for what the administrators have set */
export function wishMode(mode: ConnectionMode | null): void {
  if (mode === null) {
    localStorage.removeItem(KEY);
  } else {
    localStorage.setItem(KEY, mode);
  }
}
