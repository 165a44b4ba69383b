import type { Carrier, ConnectionFile, ConnectionMode, PolicyView } from '../api/types';
import { refusal, requestFile, toldWith, type Wanted } from '../session/launching';
import { sizeToAsk } from '../session/size';
import { download } from './file';
import type { Platform } from './platform';

/** Something that can be opened in the browser or in an RDP client. */
export interface Openable {
  readonly name: string;
  readonly wanted: Wanted;
  readonly inBrowser: () => void;
}

/** What is opened in the RDP client of this device, and how far that is. */
export interface Opening {
  readonly thing: Openable;
  readonly platform: Platform;
  readonly carrier: Carrier;
  /** What was wished for; null for what the administrators have set. */
  readonly mode: ConnectionMode | null;
  readonly phase: OpeningPhase;
}

export type OpeningPhase =
  | { readonly at: 'asking' }
  /** The file has been handed to the browser. */
  | { readonly at: 'ready'; readonly file: ConnectionFile; readonly policy: PolicyView; readonly until: Date }
  /** It opens in a session that an RDP client shows already. */
  | { readonly at: 'opened' }
  | { readonly at: 'refused'; readonly reason: string; readonly told?: string };

/** Opens things in the RDP client of this device, one at a time. */
export class ClientOpening {
  private now: Opening | null = null;
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): Opening | null => this.now;

  /** Asks for a connection file and hands it to the browser. */
  open(thing: Openable, platform: Platform, carrier: Carrier, mode: ConnectionMode | null): void {
    const opening: Opening = { thing, platform, carrier, mode, phase: { at: 'asking' } };
    this.set(opening);
    void this.phaseOf(opening).then((phase) => {
      // Somebody who has gone on to something else wants no file any more.
      if (this.now === opening) {
        this.set({ ...opening, phase });
        if (phase.at === 'ready') {
          download(phase.file);
        }
      }
    });
  }

  close(): void {
    this.set(null);
  }

  private async phaseOf({ thing, carrier, mode }: Opening): Promise<OpeningPhase> {
    try {
      const answer = await requestFile(thing.wanted, sizeToAsk(window.screen), {
        kind: 'rdp',
        carrier,
        ...(mode === null ? {} : { mode }),
      });
      if (answer.outcome === 'opened') {
        return { at: 'opened' };
      }
      const until = new Date(Date.now() + answer.file.expiresSeconds * 1_000);
      return { at: 'ready', file: answer.file, policy: answer.policy, until };
    } catch (problem) {
      const told = toldWith(problem);
      return { at: 'refused', reason: refusal(problem), ...(told === null ? {} : { told }) };
    }
  }

  private set(opening: Opening | null): void {
    this.now = opening;
    this.listeners.forEach((listener) => listener());
  }
}
