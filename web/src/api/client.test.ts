import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, ApiProblem, onSignedOut } from './client';

interface Call {
  method: string;
  path: string;
  token: string | null;
  body: unknown;
}

const calls: Call[] = [];
let answers: (() => Response)[] = [];

function problem(status: number, code: string, more: object = {}): () => Response {
  const body = JSON.stringify({ status, code, title: code, detail: `${code}.`, ...more });
  return () => new Response(body, { status, headers: { 'Content-Type': 'application/problem+json' } });
}

function json(body: unknown): () => Response {
  return () => new Response(JSON.stringify(body), { status: 200 });
}

function setCookie(value: string): void {
  Object.defineProperty(document, 'cookie', { configurable: true, value });
}

beforeEach(() => {
  calls.length = 0;
  setCookie('other=1; __Host-usher-csrf=tok%2F1');
  vi.stubGlobal('fetch', async (path: string, options: RequestInit = {}) => {
    const headers = new Headers(options.headers);
    calls.push({ method: options.method ?? 'GET', path, token: headers.get('X-CSRF-Token'), body: options.body });
    return (answers.shift() ?? json({}))();
  });
});

afterEach(() => {
  answers = [];
  vi.unstubAllGlobals();
});

describe('asking the broker', () => {
  it('sends the token with everything but questions', async () => {
    answers = [json([1]), () => new Response(null, { status: 204 })];
    expect(await ask('GET', '/api/v1/resources')).toEqual([1]);
    expect(await ask('POST', '/api/v1/launches', { key: 'k' })).toBeUndefined();
    expect(calls).toEqual([
      { method: 'GET', path: '/api/v1/resources', token: null, body: null },
      { method: 'POST', path: '/api/v1/launches', token: 'tok/1', body: '{"key":"k"}' },
    ]);
  });

  it('fetches a token when it has none', async () => {
    setCookie('');
    answers = [
      () => {
        setCookie('__Host-usher-csrf=new');
        return problem(401, 'sign-in-required')();
      },
    ];
    await ask('POST', '/api/v1/sign-in', {});
    expect(calls.map((call) => [call.path, call.token])).toEqual([
      ['/api/v1/me', null],
      ['/api/v1/sign-in', 'new'],
    ]);
  });

  it('tries once more with a fresh token, and only once', async () => {
    answers = [problem(403, 'csrf'), json({}), problem(403, 'csrf')];
    await expect(ask('DELETE', '/api/v1/sessions/1')).rejects.toMatchObject({ code: 'csrf' });
    expect(calls.map((call) => call.path)).toEqual(['/api/v1/sessions/1', '/api/v1/me', '/api/v1/sessions/1']);
  });

  it('hands on what the service says is wrong', async () => {
    answers = [problem(400, 'invalid', { faults: [{ field: 'name', message: 'Too long.' }] })];
    const failure = await ask('POST', '/api/v1/admin/groups', {}).catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(ApiProblem);
    expect(failure).toMatchObject({
      status: 400,
      message: 'invalid.',
      faults: [{ field: 'name', message: 'Too long.' }],
    });
  });

  it('says when nobody is signed in any more', async () => {
    const listener = vi.fn();
    onSignedOut(listener);
    answers = [problem(401, 'sign-in-required'), problem(401, 'sign-in-failed'), problem(401, 'sign-in-required')];
    await expect(ask('GET', '/api/v1/sessions')).rejects.toBeInstanceOf(ApiProblem);
    expect(listener).toHaveBeenCalledOnce();
    await expect(ask('POST', '/api/v1/sign-in', {})).rejects.toMatchObject({ code: 'sign-in-failed' });
    await expect(ask('GET', '/api/v1/me')).rejects.toBeInstanceOf(ApiProblem);
    expect(listener).toHaveBeenCalledOnce();
  });

  it.each([
    ['a broker that is away', problem(503, 'broker-unavailable'), 'broker-unavailable', true],
    ['a page of somebody else', () => new Response('<html>', { status: 502 }), 'answer-unreadable', true],
    [
      'no answer at all',
      () => {
        throw new TypeError('failed');
      },
      'network',
      true,
    ],
    ['a refusal', problem(409, 'account-none'), 'account-none', false],
  ])('knows whether %s may pass', async (_what, answer, code, passing) => {
    answers = [answer];
    await expect(ask('GET', '/api/v1/resources')).rejects.toMatchObject({ code, passing });
  });
});
