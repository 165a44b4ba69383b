import type { ClipboardWays, PartialPolicy, Policy } from '../api/types';
import { MINUTES } from '../words/policy';
import { wholeNumber } from './parts/wholeNumber';

/** A policy as it is being written: an empty text is no word on it. */
export interface PolicyDraft {
  readonly clipboard: ClipboardWays | '';
  readonly drives: Switched;
  readonly printers: Switched;
  readonly audio: Switched;
  readonly idleMinutes: string;
  readonly disconnectedMinutes: string;
  readonly sessionMinutes: string;
}

export type Switched = 'on' | 'off' | '';

export const NO_WORD: PartialPolicy = {
  clipboard: null,
  drives: null,
  printers: null,
  audio: null,
  idleMinutes: null,
  disconnectedMinutes: null,
  sessionMinutes: null,
};

export function draftOf(policy: PartialPolicy): PolicyDraft {
  return {
    clipboard: policy.clipboard ?? '',
    drives: switched(policy.drives),
    printers: switched(policy.printers),
    audio: switched(policy.audio),
    idleMinutes: written(policy.idleMinutes),
    disconnectedMinutes: written(policy.disconnectedMinutes),
    sessionMinutes: written(policy.sessionMinutes),
  };
}

/**
 * The policy that was written, silent where nothing was.
 *
 * @throws ApiProblem
 */
export function partialIn(draft: PolicyDraft): PartialPolicy {
  return {
    clipboard: draft.clipboard || null,
    drives: isOn(draft.drives),
    printers: isOn(draft.printers),
    audio: isOn(draft.audio),
    idleMinutes: minutesIn(draft, 'idleMinutes'),
    disconnectedMinutes: minutesIn(draft, 'disconnectedMinutes'),
    sessionMinutes: minutesIn(draft, 'sessionMinutes'),
  };
}

/**
 * The policy that was written by somebody who had to have a word on everything.
 *
 * @throws ApiProblem
 */
export function policyIn(draft: PolicyDraft): Policy {
  // Where every word is needed none may be left out.
  MINUTES.forEach((setting) => wholeNumber(setting, draft[setting]));
  return strictest([partialIn(draft)]);
}

function minutesIn(draft: PolicyDraft, setting: (typeof MINUTES)[number]): number | null {
  return draft[setting].trim() === '' ? null : wholeNumber(setting, draft[setting]);
}

function written(minutes: number | null): string {
  return minutes === null ? '' : String(minutes);
}

/** What holds when several have a word: for each setting the strictest one. */
export function strictest(policies: readonly PartialPolicy[]): Policy {
  const words = <Setting extends keyof Policy>(setting: Setting) =>
    policies.map((policy) => policy[setting]).filter((word) => word !== null);
  const all = (setting: 'drives' | 'printers' | 'audio') => words(setting).every(Boolean);
  const clipboards = words('clipboard');
  const shortest = (setting: (typeof MINUTES)[number]) => {
    const limits = words(setting).filter((minutes) => minutes > 0);
    return limits.length > 0 ? Math.min(...limits) : 0;
  };
  return {
    clipboard: waysOf(
      clipboards.every((ways) => ways === 'both' || ways === 'to-session'),
      clipboards.every((ways) => ways === 'both' || ways === 'from-session'),
    ),
    drives: all('drives'),
    printers: all('printers'),
    audio: all('audio'),
    idleMinutes: shortest('idleMinutes'),
    disconnectedMinutes: shortest('disconnectedMinutes'),
    sessionMinutes: shortest('sessionMinutes'),
  };
}

function waysOf(toSession: boolean, fromSession: boolean): ClipboardWays {
  if (toSession) {
    return fromSession ? 'both' : 'to-session';
  }
  return fromSession ? 'from-session' : 'none';
}

function switched(on: boolean | null): Switched {
  return on === null ? '' : on ? 'on' : 'off';
}

function isOn(word: Switched): boolean | null {
  return word === '' ? null : word === 'on';
}
