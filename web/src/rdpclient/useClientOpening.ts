import { useSyncExternalStore } from 'react';
import { ClientOpening, type Opening } from './clientOpening';
import { platformOf } from './platform';

/** What is opened in RDP clients from this page; there is one page. */
export const clientOpening = new ClientOpening();

/** What this page runs on. */
export const here = platformOf(navigator);

export function useClientOpening(): Opening | null {
  return useSyncExternalStore(clientOpening.subscribe, clientOpening.snapshot);
}
