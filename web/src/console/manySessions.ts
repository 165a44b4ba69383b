import { ApiProblem, ask } from '../api/client';
import type { AdminSession, SessionOutcomes } from '../api/types';
import { reasonWords } from '../words/reasons';

/** What is done to many sessions at once. */
export type ToMany = 'message' | 'disconnect' | 'log-off';

/**
 * Does it to all of these sessions.
 *
 * @throws ApiProblem with the words for those that it did not work for; for the others it did
 */
export async function toMany(what: ToMany, sessions: readonly AdminSession[], text?: string): Promise<void> {
  const { results } = await ask<SessionOutcomes>('POST', `/api/v1/admin/sessions/${what}`, {
    sessions: sessions.map((session) => session.id),
    ...(text === undefined ? {} : { text }),
  });
  const failed = failures(results, sessions);
  if (failed.length > 0) {
    throw new ApiProblem({
      status: 200,
      title: 'Not done everywhere',
      detail: `${results.length - failed.length} of ${results.length} done. ${failed.join(' ')}`,
      code: results.find((one) => !one.done)?.reason ?? '',
    });
  }
}

/** A sentence for each session that it did not work for. */
export function failures(results: SessionOutcomes['results'], sessions: readonly AdminSession[]): readonly string[] {
  const names = new Map(sessions.map((session) => [session.id, `${session.user.displayName} on ${session.host}`]));
  return results
    .filter((one) => !one.done)
    .map((one) => `${names.get(one.session) ?? one.session}: ${reasonWords(one.reason ?? '').title}.`);
}
