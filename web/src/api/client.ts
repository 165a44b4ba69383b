import type { Fault, Problem, Site } from './types';

/** The service could not be reached at all, or what answered was not it. */
const UNREACHABLE_CODES: readonly string[] = ['network', 'broker-unavailable', 'answer-unreadable'];

/** An answer that is not the one asked for. {@link code} is stable, {@link message} is for a person. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly Fault[];
  readonly launch: string | null;
  /** What an administrator wants to be told with it. */
  readonly told: string | null;
  /** Of a launch that waits in the queue; 1 is next. */
  readonly queuePosition: number | null;
  readonly retryAfterSeconds: number | null;
  readonly site: Site | null;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.faults = problem.faults ?? [];
    this.launch = problem.launch ?? null;
    this.told = problem.message ?? null;
    this.queuePosition = problem.queuePosition ?? null;
    this.retryAfterSeconds = problem.retryAfterSeconds ?? null;
    this.site = problem.site ?? null;
  }

  /** Whether the same request may work in a moment, with nothing changed. */
  get passing(): boolean {
    return UNREACHABLE_CODES.includes(this.code);
  }
}

/** What the page itself finds wrong with a field, in the service's words. */
export function invalid(field: string, message: string): ApiProblem {
  return new ApiProblem({
    status: 400,
    code: 'invalid',
    title: message,
    detail: message,
    faults: [{ field, message }],
  });
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const CSRF_COOKIE = '__Host-usher-csrf';
const ME = '/api/v1/me';

let signedOut = () => {};

/** Who is called when an answer says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}

/**
 * Asks the broker.
 *
 * @throws ApiProblem for every answer that is no success, and for none
 */
export async function ask<T>(method: Method, path: string, body?: unknown): Promise<T> {
  try {
    return await once<T>(method, path, body);
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) {
      throw problem;
    }
    if (problem.code === 'csrf') {
      await fetch(ME, { credentials: 'same-origin' });
      return once<T>(method, path, body);
    }
    if (problem.code === 'sign-in-required' && path !== ME) {
      signedOut();
    }
    throw problem;
  }
}

async function once<T>(method: Method, path: string, body: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-CSRF-Token'] = await csrfToken();
  }
  const raw = body instanceof Blob;
  if (body !== undefined) {
    headers['Content-Type'] = raw ? body.type : 'application/json';
  }
  const answer = await fetch(path, {
    method,
    headers,
    body: body === undefined ? null : raw ? body : JSON.stringify(body),
    credentials: 'same-origin',
  }).catch(() => {
    throw new ApiProblem({ status: 0, code: 'network', title: 'No answer', detail: 'The service does not answer.' });
  });
  return read<T>(answer);
}

async function read<T>(answer: Response): Promise<T> {
  if (answer.status === 204) {
    return undefined as T;
  }
  const content = (await answer.json().catch(() => null)) as unknown;
  if (answer.ok && content !== null) {
    return content as T;
  }
  throw new ApiProblem(isProblem(content) ? { ...content, status: answer.status } : unreadable(answer.status));
}

function isProblem(content: unknown): content is Problem {
  return typeof content === 'object' && content !== null && 'code' in content && typeof content.code === 'string';
}

function unreadable(status: number): Problem {
  return {
    status,
    code: 'answer-unreadable',
    title: 'Unexpected answer',
    detail: `The service gave an answer that this page does not understand (${status}).`,
  };
}

/** Any GET sets the cookie when it is missing. */
async function csrfToken(): Promise<string> {
  const known = csrfCookie();
  if (known) {
    return known;
  }
  await fetch(ME, { credentials: 'same-origin' }).catch(() => null);
  return csrfCookie() ?? '';
}

function csrfCookie(): string | null {
  const prefix = `${CSRF_COOKIE}=`;
  const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(prefix));
  return found ? decodeURIComponent(found.slice(prefix.length)) : null;
}
