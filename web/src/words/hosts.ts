import type { Host, HostState } from '../api/types';
import { ago } from './time';

interface Tag {
  readonly word: string;
  readonly help: string;
  readonly color: 'green' | 'red' | 'orange' | 'grey' | 'blue';
}

/** What it means that a host has no agent. */
export const UNMANAGED = 'It has no agent: its load, windows and sign-ons are not known, and its own rules hold there.';

/** Whether a host works. */
export function hostStatusWords(host: Host): Tag {
  if (host.kind === 'unmanaged') {
    return unmanagedWords(host);
  }
  switch (host.status) {
    case 'ready':
      return { word: 'Ready', color: 'green', help: 'It reports and takes sessions.' };
    case 'silent': {
      const since = host.lastReportSecondsAgo === null ? '' : `, last heard ${ago(host.lastReportSecondsAgo)}`;
      return {
        word: `Silent${since}`,
        color: 'red',
        help: 'Its agent does not report. Is the machine on and its network up?',
      };
    }
    case 'never-reported':
    case 'not-checked':
      return { word: 'Not heard yet', color: 'grey', help: 'It has joined and has not reported yet.' };
    case 'rdp-fails':
      return { word: 'Remote desktop fails', color: 'red', help: 'Its remote desktop service does not answer.' };
    case 'front-not-ready':
      return { word: 'Front not ready', color: 'orange', help: 'The door in front of its remote desktop is not open.' };
  }
}

/** There is no agent that could report; its remote desktop service is called now and then. */
function unmanagedWords(host: Host): Tag {
  switch (host.status) {
    case 'ready':
      return { word: 'Answers', color: 'green', help: 'Its remote desktop service answers.' };
    case 'never-reported':
    case 'not-checked':
      return { word: 'Not called yet', color: 'grey', help: 'Its remote desktop service has not been called yet.' };
    case 'rdp-fails':
    case 'silent':
    case 'front-not-ready':
      return { word: 'Does not answer', color: 'red', help: 'Its remote desktop service does not answer.' };
  }
}

/** What an administrator has decided about a host; null when it is in use as usual. */
export function hostStateWords(state: HostState): Tag | null {
  switch (state) {
    case 'enabled':
      return null;
    case 'draining':
      return { word: 'Draining', color: 'orange', help: 'Its sessions go on, new ones go elsewhere.' };
    case 'draining-until-reboot':
      return {
        word: 'Draining until reboot',
        color: 'orange',
        help: 'Its sessions go on, new ones go elsewhere until it has been started anew.',
      };
    case 'maintenance':
      return {
        word: 'Maintenance',
        color: 'orange',
        help: 'Its sessions go on, new ones go elsewhere. People whom that leaves without a host read its message.',
      };
    case 'disabled':
      return { word: 'Disabled', color: 'grey', help: 'It takes nobody, not even those who have a session there.' };
  }
}

/** A fingerprint as other programs show it, in pairs. */
export function fingerprintWords(sha256: string): string {
  return (
    sha256
      .replace(/[^0-9a-f]/gi, '')
      .toUpperCase()
      .match(/../g) ?? []
  ).join(':');
}

/** How an unmanaged host proves who it is. */
export function proofWords({ kind }: NonNullable<Host['proof']>): string {
  return kind === 'pinned' ? 'known by its certificate' : 'known by a public authority';
}
