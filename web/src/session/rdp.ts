import { installResumableSockets } from '../stream/streams';

export type RdpBackend = typeof import('@devolutions/iron-remote-desktop-rdp');

let loading: Promise<RdpBackend> | null = null;

/**
 * Loads the RDP client, once. The order matters: the streams must be in WebSocket's place before its code is there, and
 * its WebAssembly must have started before an element of it is mounted.
 */
export function loadRdp(): Promise<RdpBackend> {
  loading ??= load().catch((failure: unknown) => {
    loading = null;
    throw failure;
  });
  return loading;
}

async function load(): Promise<RdpBackend> {
  installResumableSockets();
  const backend = await import('@devolutions/iron-remote-desktop-rdp');
  await backend.init('WARN');
  await import('@devolutions/iron-remote-desktop');
  return backend;
}

/** Loads the RDP client when the browser has nothing better to do, so that the first click does not wait for it. */
export function preloadRdp(): void {
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000));
  // If it fails now, the click that needs it tries again and says so.
  idle(() => void loadRdp().catch(() => null), { timeout: 5_000 });
}
