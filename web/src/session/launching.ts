import { ask, ApiProblem } from '../api/client';
import type { LaunchAnswer, LaunchRequest } from '../api/types';
import type { Size } from './picture';

/** What is to be opened: a resource, or a session that exists. */
export type Wanted = { readonly resource: string; readonly another: boolean } | { readonly session: string };

const TRIES = 5;
const FIRST_WAIT = 500;

/**
 * Asks the broker for the way. The same click keeps its key however often it is asked, so that a lost answer does not
 * open a second session.
 *
 * @param attached the sessions that this page sees at the moment
 * @throws ApiProblem
 */
export async function requestLaunch(wanted: Wanted, size: Size, attached: readonly string[]): Promise<LaunchAnswer> {
  let request: LaunchRequest = { key: crypto.randomUUID(), ...wanted, ...size, attached: [...attached] };
  for (let tries = 1; ; tries++) {
    try {
      return await ask<LaunchAnswer>('POST', '/api/v1/launches', request);
    } catch (problem) {
      if (tries === TRIES || !(problem instanceof ApiProblem && (problem.passing || isLost(problem)))) {
        throw problem;
      }
      if (isLost(problem)) {
        request = { ...request, key: crypto.randomUUID() };
      }
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT * 2 ** tries));
    }
  }
}

/** Whether a broker took the click and died before it could answer: the next one sees it under way for ever. */
function isLost(problem: ApiProblem): boolean {
  return problem.code === 'launch-under-way';
}

/** The reason code of a launch that was refused. */
export function refusal(problem: unknown): string {
  return problem instanceof ApiProblem ? problem.code : 'client-failed';
}
