import { afterEach, describe, expect, it, vi } from 'vitest';
import { requestLaunch } from './launching';

const SIZE = { width: 1000, height: 700 };
const ANSWER = { outcome: 'connect', launch: 'l', session: 's' };

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
}

/** The broker, which gives these answers one after the other, and what it was sent. */
function broker(...answers: { status: number; body: object }[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    if (path === '/api/v1/me') {
      return Promise.resolve(new Response('{}'));
    }
    const key = typeof init.body === 'string' ? (JSON.parse(init.body) as { key: string }).key : null;
    sent.push({ method: init.method ?? 'GET', path, key });
    const { status, body } = answers[Math.min(sent.length, answers.length) - 1] as { status: number; body: object };
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  return sent;
}

function queued(position: number) {
  const body = { status: 503, title: '', detail: '', code: 'launch-queued', launch: 'l', queuePosition: position };
  return { status: 503, body };
}

describe('a launch that has to wait', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('asks again by the same key until its turn has come, and says where it is', async () => {
    const sent = broker(queued(3), queued(2), queued(1), { status: 201, body: ANSWER });
    const told: number[] = [];
    const answer = await requestLaunch({ resource: 'r', another: false }, SIZE, [], {
      waits: (_launch, position) => told.push(position),
    });
    expect(answer).toEqual(ANSWER);
    expect(told).toEqual([3, 2, 1]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it('is given up by its key when the page goes on to something else', async () => {
    const sent = broker(queued(3));
    const leaving = new AbortController();
    const asking = requestLaunch({ resource: 'r', another: false }, SIZE, [], {
      waits: () => leaving.abort(),
      signal: leaving.signal,
    });
    await expect(asking).rejects.toThrow();
    const key = sent[0]?.key;
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent).toContainEqual({ method: 'DELETE', path: `/api/v1/launches/${key}`, key: null });
  });
});
