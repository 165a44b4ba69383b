import type { PlacementMethod } from '../api/types';

/** The ways to compare hosts. */
export const METHODS: Readonly<Record<PlacementMethod, { readonly name: string; readonly help: string }>> = {
  resources: {
    name: 'the host with the least load',
    help: 'By sessions, processors and memory, as much as each of them weighs.',
  },
  'round-robin': {
    name: 'one host after the other',
    help: 'The host that was given a session longest ago takes the next, whatever its load.',
  },
};

const REJECTIONS: Readonly<Record<string, string>> = {
  'host-not-offered': 'the resource is not published on it',
  'host-disabled': 'it is disabled',
  'host-draining': 'it is draining and takes nobody new',
  'host-maintenance': 'it is in maintenance and takes nobody new',
  'host-never-reported': 'it has never reported',
  'host-silent': 'it has not reported lately',
  'host-not-listening': 'its agent took no orders',
  'host-rdp-fails': 'its remote desktop service does not answer',
  'host-full': 'it has as many sessions as it may',
  'host-logons-full': 'as many people sign on there as may at once',
  'host-logons-queued': 'people who came earlier wait for it',
  'host-other-session': 'the user has a session of another kind there',
  'host-no-account': 'the user has no account on it',
  'host-desktop-only': 'it shows whole desktops only',
  'host-rdp-client-only': 'it shows single applications to RDP clients only',
  'host-no-rdp-address': 'it has no address to which the client could go straight',
  'host-declined': 'it was asked and declined',
};

/** Why a host was not a candidate, to be read after “because”. */
export function rejectionWords(code: string): string {
  return REJECTIONS[code] ?? code;
}
