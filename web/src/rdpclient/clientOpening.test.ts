import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OPEN_POLICY } from '../words/policy.testing';
import { ClientOpening, type Openable } from './clientOpening';

const FILE = { name: 'Terminal.rdp', content: btoa('x'), mode: 'gateway-ssl', expiresSeconds: 600, link: null };

let asked: Record<string, unknown>[] = [];
let answers: (() => Promise<Response> | Response)[] = [];
let downloads: string[] = [];

const TERMINAL: Openable = { name: 'Terminal', wanted: { resource: 'r1', another: false }, inBrowser: () => {} };

const file = () => Response.json({ launch: 'l', session: 's', outcome: 'file', file: FILE, policy: OPEN_POLICY });

beforeEach(() => {
  asked = [];
  answers = [file];
  downloads = [];
  Object.defineProperty(document, 'cookie', { configurable: true, value: '__Host-usher-csrf=t' });
  vi.stubGlobal('fetch', async (_path: string, options: RequestInit) => {
    asked.push(JSON.parse(String(options.body)) as Record<string, unknown>);
    return (answers.shift() ?? file)();
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    downloads.push(this.download);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function phaseOf(opening: ClientOpening): Promise<string> {
  return vi.waitUntil(() => {
    const at = opening.snapshot()?.phase.at;
    return at !== undefined && at !== 'asking' ? at : null;
  });
}

describe('opening in the RDP client', () => {
  it('asks for a file as the platform can use it, and downloads it', async () => {
    const opening = new ClientOpening();
    opening.open(TERMINAL, 'linux', 'password', null);
    expect(opening.snapshot()?.phase.at).toBe('asking');
    expect(await phaseOf(opening)).toBe('ready');
    expect(asked).toMatchObject([{ resource: 'r1', attached: [], client: { kind: 'rdp', carrier: 'password' } }]);
    expect(asked[0]?.client).not.toHaveProperty('mode');
    expect(downloads).toEqual(['Terminal.rdp']);
  });

  it('asks for the mode that was wished for', async () => {
    const opening = new ClientOpening();
    opening.open({ ...TERMINAL, wanted: { session: 's1' } }, 'windows', 'routing-token', 'direct-ssl');
    await phaseOf(opening);
    expect(asked).toMatchObject([
      { session: 's1', client: { kind: 'rdp', carrier: 'routing-token', mode: 'direct-ssl' } },
    ]);
  });

  it('says why it was refused', async () => {
    answers = [() => Response.json({ code: 'mode-not-allowed', title: '', detail: '' }, { status: 409 })];
    const opening = new ClientOpening();
    opening.open(TERMINAL, 'windows', 'routing-token', 'direct');
    await phaseOf(opening);
    expect(opening.snapshot()?.phase).toEqual({ at: 'refused', reason: 'mode-not-allowed' });
    expect(downloads).toEqual([]);
  });

  it('downloads nothing that nobody waits for any more', async () => {
    let answerLate = (_response: Response) => {};
    const late = new Promise<Response>((resolve) => (answerLate = resolve));
    answers = [() => late, file];
    const opening = new ClientOpening();
    opening.open(TERMINAL, 'windows', 'routing-token', null);
    opening.close();
    opening.open({ ...TERMINAL, name: 'Files' }, 'windows', 'routing-token', null);
    await phaseOf(opening);
    answerLate(file());
    await late;
    await new Promise((resolve) => setTimeout(resolve));
    expect(opening.snapshot()?.thing.name).toBe('Files');
    expect(downloads).toHaveLength(1);
  });
});
