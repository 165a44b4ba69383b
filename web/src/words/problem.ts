import { ApiProblem } from '../api/client';
import { reasonWords } from './reasons';

/** One sentence for something that went wrong with a request. */
export function reasonOf(failure: unknown): string {
  if (!(failure instanceof ApiProblem)) {
    return 'Something went wrong in this page. Reload it and try again.';
  }
  // The service's own sentence names what it is about; ours is for when it gave none.
  return failure.message || reasonWords(failure.code).title;
}

/** What a field's fault says, if the service found one in it. */
export function faultOf(failure: unknown, field: string): string | null {
  if (!(failure instanceof ApiProblem)) {
    return null;
  }
  if (failure.code === 'name-taken' && field === 'name') {
    return reasonOf(failure);
  }
  return failure.faults.find((fault) => fault.field === field)?.message ?? null;
}

/** What went wrong, unless fields say it themselves. */
export function generalFault(failure: unknown, fields: readonly string[]): string | null {
  if (failure === null || failure === undefined) {
    return null;
  }
  const faults = failure instanceof ApiProblem ? failure.faults : [];
  const elsewhere = faults.filter((fault) => !fields.includes(fault.field));
  if (faults.length > 0) {
    return elsewhere.length > 0 ? elsewhere.map((fault) => fault.message).join(' ') : null;
  }
  if (failure instanceof ApiProblem && failure.code === 'name-taken' && fields.includes('name')) {
    return null;
  }
  return reasonOf(failure);
}
