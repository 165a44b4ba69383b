import type { PerHost } from '../api/types';
import { argumentsIn, linesOf } from './argumentLines';

/** What is different on one host, while it is being written. */
export interface PerHostDraft {
  readonly host: string;
  /** Empty is as everywhere. */
  readonly target: string;
  /** Whether the arguments are other ones there; they may be none. */
  readonly otherArguments: boolean;
  readonly lines: string;
  /** Empty is as everywhere. */
  readonly startIn: string;
}

export function draftOf({ host, target, arguments: words, startIn }: PerHost): PerHostDraft {
  return {
    host,
    target: target ?? '',
    otherArguments: words !== null,
    lines: linesOf(words ?? []),
    startIn: startIn ?? '',
  };
}

export function newDraft(host: string): PerHostDraft {
  return { host, target: '', otherArguments: false, lines: '', startIn: '' };
}

/** What was written; hosts on which nothing is different are left out. */
export function perHostIn(drafts: readonly PerHostDraft[]): PerHost[] {
  return drafts
    .map(({ host, target, otherArguments, lines, startIn }) => ({
      host,
      target: target.trim() || null,
      arguments: otherArguments ? argumentsIn(lines) : null,
      startIn: startIn.trim() || null,
    }))
    .filter(({ target, arguments: words, startIn }) => target !== null || words !== null || startIn !== null);
}
