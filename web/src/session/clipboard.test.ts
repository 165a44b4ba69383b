import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clipboard } from './clipboard';

let device = '';
let writable = true;

function withBrowser(permission: PermissionState | 'unknown'): void {
  const status = { state: permission, onchange: null };
  vi.stubGlobal('navigator', {
    clipboard: {
      readText: async () => {
        if (permission === 'denied') {
          throw new DOMException('no', 'NotAllowedError');
        }
        return device;
      },
      writeText: async (text: string) => {
        if (!writable) {
          throw new DOMException('no', 'NotAllowedError');
        }
        device = text;
      },
    },
    permissions: {
      query: async () => {
        if (permission === 'unknown') {
          throw new TypeError('no such permission');
        }
        return status;
      },
    },
  });
}

async function begun() {
  const put = vi.fn();
  const clipboard = new Clipboard(put);
  clipboard.begin();
  await settled();
  return { clipboard, put };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

beforeEach(() => {
  device = '';
  writable = true;
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the clipboard', () => {
  it.each([
    ['granted', 'automatic'],
    ['prompt', 'askable'],
    ['denied', 'manual'],
    ['unknown', 'manual'],
  ] as const)('with a permission that is %s is %s', async (permission, mode) => {
    withBrowser(permission);
    const { clipboard } = await begun();
    expect(clipboard.snapshot().mode).toBe(mode);
  });

  it('goes to the session by itself when it is allowed, and once', async () => {
    withBrowser('granted');
    device = 'from here';
    const { clipboard, put } = await begun();
    clipboard.sync();
    await settled();
    expect(put.mock.calls).toEqual([['from here']]);
  });

  it('comes from the session and is not sent back', async () => {
    withBrowser('granted');
    const { clipboard, put } = await begun();
    clipboard.copied('from there');
    await settled();
    expect(device).toBe('from there');
    clipboard.sync();
    await settled();
    expect(put).not.toHaveBeenCalled();
    expect(clipboard.snapshot().waiting).toBeNull();
  });

  it('keeps what the browser does not let through', async () => {
    withBrowser('unknown');
    writable = false;
    const { clipboard } = await begun();
    clipboard.copied('from there');
    await settled();
    expect(clipboard.snapshot().waiting).toBe('from there');
    writable = true;
    expect(await clipboard.keepWaiting()).toBe(true);
    expect(device).toBe('from there');
  });

  it('begins with what it has sent, when the session asks', async () => {
    withBrowser('unknown');
    const { clipboard } = await begun();
    clipboard.send('typed');
    const answer = vi.fn();
    clipboard.wanted(answer);
    expect(answer).toHaveBeenCalledWith('typed');
  });

  it('sends nothing that may not go in', async () => {
    withBrowser('granted');
    device = 'from here';
    const put = vi.fn();
    const clipboard = new Clipboard(put);
    clipboard.allow('from-session');
    clipboard.begin();
    await settled();
    clipboard.send('typed');
    const answer = vi.fn();
    clipboard.wanted(answer);
    await settled();
    expect(put).not.toHaveBeenCalled();
    expect(answer).toHaveBeenCalledWith('');
    clipboard.copied('from there');
    await settled();
    expect(device).toBe('from there');
  });

  it('keeps nothing that may not come out', async () => {
    withBrowser('granted');
    device = 'from here';
    const { clipboard, put } = await begun();
    clipboard.allow('to-session');
    clipboard.copied('from there');
    await settled();
    expect(device).toBe('from here');
    expect(clipboard.snapshot().waiting).toBeNull();
    expect(put).toHaveBeenCalledWith('from here');
  });
});
