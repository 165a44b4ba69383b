import type { ClipboardWays, Enforcer, Policy, PolicyView } from '../api/types';

export const CLIPBOARD: Readonly<Record<ClipboardWays, string>> = {
  both: 'both ways',
  'to-session': 'into the session only',
  'from-session': 'out of the session only',
  none: 'off',
};

export const SETTINGS: Readonly<Record<keyof Policy, string>> = {
  clipboard: 'Clipboard',
  drives: 'Drives of the device',
  printers: 'Printers of the device',
  audio: 'Sound and microphone',
  idleMinutes: 'Disconnect when idle',
  disconnectedMinutes: 'Log off when disconnected',
  sessionMinutes: 'Log off in any case',
};

/** The settings that are lengths of time. */
export const MINUTES = ['idleMinutes', 'disconnectedMinutes', 'sessionMinutes'] as const;

type Minutes = (typeof MINUTES)[number];

function isMinutes(setting: keyof Policy): setting is Minutes {
  return (MINUTES as readonly string[]).includes(setting);
}

const ENFORCERS: Readonly<Record<Enforcer, string>> = {
  front: 'enforced at the host',
  host: 'the host has none for anybody',
  advice: 'only advice to the client',
};

interface PolicyLine {
  readonly setting: string;
  readonly value: string;
  /** Who sees to it; null where that depends on the way of the connection. */
  readonly enforced: string | null;
}

/** What a setting of a policy says. */
export function valueWords<Setting extends keyof Policy>(setting: Setting, value: Policy[Setting]): string {
  if (setting === 'clipboard') {
    return CLIPBOARD[value as ClipboardWays];
  }
  if (isMinutes(setting)) {
    return value === 0 ? 'never' : `after ${value} ${value === 1 ? 'minute' : 'minutes'}`;
  }
  return value ? 'on' : 'off';
}

/** A policy that holds, line by line. */
export function policyLines(policy: PolicyView): readonly PolicyLine[] {
  return (Object.keys(SETTINGS) as (keyof Policy)[]).map((setting) => ({
    setting: SETTINGS[setting],
    value: valueWords(setting, policy[setting]),
    enforced: isMinutes(setting) ? null : ENFORCERS[policy.enforced[setting]],
  }));
}

/** Whether what is copied on this device may be pasted in the session. */
export function mayPaste(policy: Pick<Policy, 'clipboard'>): boolean {
  return policy.clipboard === 'both' || policy.clipboard === 'to-session';
}

/** Whether what is copied in the session may be pasted on this device. */
export function mayCopy(policy: Pick<Policy, 'clipboard'>): boolean {
  return policy.clipboard === 'both' || policy.clipboard === 'from-session';
}
