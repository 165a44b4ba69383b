import type { PolicyView } from '../api/types';

/** A policy that lets everything through. */
export const OPEN_POLICY: PolicyView = {
  clipboard: 'both',
  drives: true,
  printers: true,
  audio: true,
  idleMinutes: 0,
  disconnectedMinutes: 0,
  sessionMinutes: 0,
  enforced: { clipboard: 'front', drives: 'front', printers: 'host', audio: 'front' },
};
