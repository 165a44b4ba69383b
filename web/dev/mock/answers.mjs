// What a handler can answer besides a value.

/** A refusal, sent as a problem. */
export class Refusal extends Error {
  constructor(status, code, detail, more = {}) {
    super(detail);
    this.problem = { status, title: code, detail, code, ...more };
  }
}

/** The handler goes on answering by itself. */
export const STREAMING = Symbol('streaming');

export function notFound() {
  throw new Refusal(404, 'not-found', 'There is no such thing.');
}
