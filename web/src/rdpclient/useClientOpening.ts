import { useSyncExternalStore } from 'react';
import type { ConnectionChoice } from '../api/types';
import { ClientOpening, type Openable, type Opening } from './clientOpening';
import { carrierOf, platformOf } from './platform';
import { wishedMode } from './wishedMode';

/** What is opened in RDP clients from this page; there is one page. */
export const clientOpening = new ClientOpening();

/** What this page runs on. */
export const here = platformOf(navigator);

export function useClientOpening(): Opening | null {
  return useSyncExternalStore(clientOpening.subscribe, clientOpening.snapshot);
}

/** Opens something in the RDP client of this device, in the way that was wished for here. */
export function openInRdpClient(thing: Openable, connection: ConnectionChoice): void {
  const mode = wishedMode(connection);
  clientOpening.open(thing, here, carrierOf(here, mode ?? connection.mode), mode);
}
