import { ask, ApiProblem } from '../api/client';
import type { FileAnswer, LaunchAnswer, LaunchClient, LaunchRequest } from '../api/types';
import type { Size } from './picture';

/** What is to be opened: a resource, or a session that exists. */
export type Wanted = { readonly resource: string; readonly another: boolean } | { readonly session: string };

/** Who waits while a launch is asked for. */
export interface Asking {
  /** Told under which key the click goes out. */
  readonly clicked?: (key: string) => void;
  /** Told each time the broker says where in the queue the launch is; 1 is next. */
  readonly waits?: (launch: string, position: number) => void;
  /** When it is given up. */
  readonly signal?: AbortSignal;
}

const TRIES = 5;
const FIRST_WAIT = 500;

/**
 * Asks the broker for the way into the page.
 *
 * @param attached the sessions that this page sees at the moment
 * @throws ApiProblem
 */
export function requestLaunch(
  wanted: Wanted,
  size: Size,
  attached: readonly string[],
  asking: Asking = {},
): Promise<LaunchAnswer> {
  return request<LaunchAnswer>({ ...wanted, ...size, attached: [...attached] }, asking);
}

/**
 * Asks the broker for a file that opens it in an RDP client.
 *
 * @throws ApiProblem
 */
export function requestFile(
  wanted: Wanted,
  size: Size,
  client: LaunchClient,
  asking: Asking = {},
): Promise<FileAnswer> {
  // The session is to leave this page for the client, so the page does not see it.
  return request<FileAnswer>({ ...wanted, ...size, attached: [], client }, asking);
}

/** The same click keeps its key however often it is asked, so that a lost answer does not open a second session. */
async function request<Answer>(form: Omit<LaunchRequest, 'key'>, asking: Asking): Promise<Answer> {
  let key: string = crypto.randomUUID();
  let place: string | null = null;
  for (let tries = 1; ; tries++) {
    asking.signal?.throwIfAborted();
    asking.clicked?.(key);
    try {
      return await ask<Answer>('POST', '/api/v1/launches', { ...form, key } satisfies LaunchRequest);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'launch-queued') {
        if (place !== key) {
          const entered: string = key;
          place = entered;
          asking.signal?.addEventListener('abort', () => void giveUp(entered), { once: true });
        }
        asking.waits?.(problem.launch ?? '', problem.queuePosition ?? 1);
        // Whoever does not come back at once loses the place.
        tries = 0;
        continue;
      }
      if (tries === TRIES || !(problem instanceof ApiProblem && (problem.passing || isLost(problem)))) {
        throw problem;
      }
      if (isLost(problem)) {
        key = crypto.randomUUID();
      }
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT * 2 ** tries));
    }
  }
}

/** Leaves the queue, so that nobody waits for this page; a broker that is away hears of it by the page's silence. */
async function giveUp(key: string): Promise<void> {
  await ask('DELETE', `/api/v1/launches/${key}`).catch(() => null);
}

/** Whether a broker took the click and died before it could answer: the next one sees it under way for ever. */
function isLost(problem: ApiProblem): boolean {
  return problem.code === 'launch-under-way';
}

/** What an administrator wants to be told to whoever was refused. */
export function toldWith(problem: unknown): string | null {
  return problem instanceof ApiProblem ? problem.told : null;
}

/** The reason code of a launch that was refused. */
export function refusal(problem: unknown): string {
  return problem instanceof ApiProblem ? problem.code : 'client-failed';
}
