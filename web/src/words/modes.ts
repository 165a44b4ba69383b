import type { ConnectionMode } from '../api/types';

interface ModeWords {
  readonly name: string;
  readonly help: string;
}

/** The connection modes, the one that works everywhere first. */
export const MODES: Readonly<Record<ConnectionMode, ModeWords>> = {
  'gateway-ssl': {
    name: 'Gateway with SSL',
    help: 'Through the gateway, on the port of this page. It works wherever this page does.',
  },
  gateway: {
    name: 'Gateway',
    help: 'Through the gateway’s relay port. The connection’s own encryption runs from client to host.',
  },
  'direct-ssl': {
    name: 'Direct with SSL',
    help: 'Straight to the host, which has to prove who it is. Only for networks that reach the hosts.',
  },
  direct: {
    name: 'Direct',
    help: 'Straight to the host, secured as client and host agree. Only for networks that reach the hosts.',
  },
  automatic: {
    name: 'Automatic',
    help: 'Straight to the host where the client reaches it, else through the gateway.',
  },
};

export const ALL_MODES = Object.keys(MODES) as readonly ConnectionMode[];
