import { ResumableSocket, type Expected } from './resumableSocket';

const expected = new Map<string, Expected>();
const alive = new Set<ResumableSocket>();
let installed = false;

/**
 * Says that the RDP client is about to open {@code local}, an address that exists in this page alone, and which stream it
 * shall get. The ticket thus stays out of addresses.
 */
export function expectStream(local: string, stream: Expected): void {
  expected.set(local, stream);
}

/**
 * Puts resumable streams in the place of WebSocket for the addresses that are expected. It has to be there before the
 * RDP client's code is loaded.
 */
export function installResumableSockets(): void {
  if (installed) {
    return;
  }
  installed = true;
  globalThis.WebSocket = new Proxy(globalThis.WebSocket, {
    construct(genuine, parameters, newTarget) {
      const address = String(parameters[0]);
      const stream = expected.get(address);
      if (!stream) {
        return Reflect.construct(genuine, parameters, newTarget) as WebSocket;
      }
      expected.delete(address);
      return open(address, stream);
    },
  });
  // Silence says nothing while a page sleeps: look at the streams as soon as it wakes.
  const nudge = () => alive.forEach((socket) => socket.nudge());
  document.addEventListener('visibilitychange', nudge);
  window.addEventListener('online', nudge);
  // A page that goes away says so, or the session would count as looked at for two minutes more.
  window.addEventListener('pagehide', () => alive.forEach((socket) => socket.close()));
}

function open(address: string, stream: Expected): ResumableSocket {
  const socket = new ResumableSocket(address, stream);
  alive.add(socket);
  socket.addEventListener('close', () => alive.delete(socket));
  stream.watcher.opened(socket);
  return socket;
}
