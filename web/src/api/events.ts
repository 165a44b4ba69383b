import { ask, ApiProblem } from './client';

/** A page that nobody looks at lets go of its event stream after so long: browsers allow few connections per server. */
const HIDDEN_FOR = 30_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

type Listeners = Record<string, (data: unknown) => void>;

/** Who wants to know how the stream itself fares. */
interface StreamWatcher {
  /** Told each time it is there, the first time included. */
  opened?(): void;
  /** Told each time it breaks. */
  broken(): void;
}

/**
 * Listens to an event stream until the answer is called. A stream that breaks is brought back, by the browser or, when
 * the server refused it, by this.
 */
export function listen(path: string, listeners: Listeners, watcher: StreamWatcher): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT;

  const open = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(path);
    for (const [name, listener] of Object.entries(listeners)) {
      source.addEventListener(name, (event: MessageEvent<string>) => listener(JSON.parse(event.data)));
    }
    source.onopen = () => {
      wait = FIRST_WAIT;
      watcher.opened?.();
    };
    source.onerror = () => {
      watcher.broken();
      if (source?.readyState === EventSource.CLOSED) {
        timer = setTimeout(reopen, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    };
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const reopen = async () => {
    // An event stream does not say why it was refused; this does, and shows the sign-in page if that is why.
    const signedIn = await ask('GET', '/api/v1/resources').then(
      () => true,
      (problem: unknown) => !(problem instanceof ApiProblem && problem.code === 'sign-in-required'),
    );
    if (signedIn && source !== null) {
      open();
    }
  };
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') {
      if (source === null) {
        open();
      }
    } else {
      timer = setTimeout(close, HIDDEN_FOR);
    }
  };

  open();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    close();
  };
}
