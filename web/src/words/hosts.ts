import type { Host, HostState } from '../api/types';
import { ago } from './time';

interface Tag {
  readonly word: string;
  readonly help: string;
  readonly color: 'green' | 'red' | 'orange' | 'grey' | 'blue';
}

/** Whether a host works. */
export function hostStatusWords(host: Host): Tag {
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
      return { word: 'Not heard yet', color: 'grey', help: 'It has joined and has not reported yet.' };
    case 'rdp-fails':
      return { word: 'Remote desktop fails', color: 'red', help: 'Its remote desktop service does not answer.' };
    case 'front-not-ready':
      return { word: 'Front not ready', color: 'orange', help: 'The door in front of its remote desktop is not open.' };
  }
}

/** What an administrator has decided about a host; null when it is in use as usual. */
export function hostStateWords(state: HostState): Tag | null {
  switch (state) {
    case 'enabled':
      return null;
    case 'draining':
      return { word: 'Draining', color: 'orange', help: 'Its sessions go on, new ones go elsewhere.' };
    case 'disabled':
      return { word: 'Disabled', color: 'grey', help: 'It takes nobody.' };
  }
}
