import { ResumableStream, type Surroundings, type Transport, type TransportWatcher } from './resumableStream';

/** What the page itself wants to know of a stream, besides what the RDP client is told. */
export interface SocketWatcher {
  /** The RDP client has asked for the stream. */
  opened(socket: ResumableSocket): void;
  flowing(flows: boolean): void;
  over(reason: string): void;
}

/** What a stream needs that the RDP client does not hand over. */
export interface Expected {
  readonly address: string;
  readonly ticket: string;
  readonly watcher: SocketWatcher;
}

/**
 * A resumable stream with the face of a WebSocket, for the RDP client that knows nothing else. It is open from the
 * start: what is sent is kept until there is a transport, and the RDP client need not wait for one. It listens with
 * addEventListener alone, so there are no `on…` properties.
 */
export class ResumableSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;

  readonly protocol = '';
  readonly extensions = '';
  binaryType: BinaryType = 'blob';

  private readonly stream: ResumableStream;
  private state = ResumableSocket.OPEN as number;
  private queued = 0;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    readonly url: string,
    expected: Expected,
    world: Surroundings = browser(expected.address),
  ) {
    super();
    this.stream = new ResumableStream(expected.ticket, world, {
      deliver: (bytes) => this.deliver(bytes),
      flowing: (flows) => expected.watcher.flowing(flows),
      over: (reason) => {
        expected.watcher.over(reason);
        this.finish(reason, false);
      },
    });
    queueMicrotask(() => this.dispatchEvent(new Event('open')));
    this.stream.start();
  }

  get readyState(): number {
    return this.state;
  }

  get bufferedAmount(): number {
    return this.queued + this.stream.unacknowledged;
  }

  /** @throws TypeError for text: the stream carries bytes */
  send(data: string | Blob | ArrayBufferLike | ArrayBufferView): void {
    if (typeof data === 'string') {
      throw new TypeError('text (expected: bytes)');
    }
    if (this.state !== ResumableSocket.OPEN) {
      return;
    }
    if (data instanceof Blob) {
      this.enqueue(data);
    } else if (this.queued > 0) {
      // A Blob before these bytes is still being read; they must not overtake it.
      this.enqueue(new Blob([bytesOf(data)]));
    } else {
      this.stream.offer(bytesOf(data));
    }
  }

  close(_code?: number, _reason?: string): void {
    if (this.state !== ResumableSocket.OPEN) {
      return;
    }
    this.state = ResumableSocket.CLOSING;
    if (this.queued === 0) {
      // At once: a page that goes away may do nothing later.
      this.stream.close('disconnected');
    }
    void this.queue.then(() => {
      this.stream.close('disconnected');
      this.finish('disconnected', true);
    });
  }

  /** See {@link ResumableStream.nudge}. */
  nudge(): void {
    this.stream.nudge();
  }

  private enqueue(blob: Blob): void {
    this.queued += blob.size;
    this.queue = this.queue
      .then(() => blob.arrayBuffer())
      .then((buffer) => {
        this.queued -= blob.size;
        this.stream.offer(new Uint8Array(buffer));
      });
  }

  private deliver(bytes: Uint8Array): void {
    const own = bytes.slice();
    const data = this.binaryType === 'arraybuffer' ? own.buffer : new Blob([own]);
    this.dispatchEvent(new MessageEvent('message', { data, origin: new URL(this.url).origin }));
  }

  private finish(reason: string, wasClean: boolean): void {
    if (this.state === ResumableSocket.CLOSED) {
      return;
    }
    this.state = ResumableSocket.CLOSED;
    if (!wasClean) {
      this.dispatchEvent(new Event('error'));
    }
    this.dispatchEvent(new CloseEvent('close', { code: wasClean ? 1000 : 1006, reason, wasClean }));
  }
}

function bytesOf(data: ArrayBufferLike | ArrayBufferView): Uint8Array<ArrayBuffer> {
  const view = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  // A copy, which is never shared memory.
  return new Uint8Array(view);
}

/** The browser's own WebSocket, taken before anything can stand in its place. */
const GenuineWebSocket = globalThis.WebSocket;

function browser(address: string): Surroundings {
  return {
    dial: (watcher) => dialWebSocket(address, watcher),
    now: () => performance.now(),
    random: () => Math.random(),
    later: (delay, run) => {
      const timer = setTimeout(run, delay);
      return () => clearTimeout(timer);
    },
    visible: () => document.visibilityState === 'visible',
  };
}

function dialWebSocket(address: string, watcher: TransportWatcher): Transport {
  const socket = new GenuineWebSocket(address);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => watcher.opened());
  socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) =>
    watcher.received(new Uint8Array(event.data)),
  );
  socket.addEventListener('close', () => watcher.closed());
  return {
    send: (bytes) => {
      if (socket.readyState === GenuineWebSocket.OPEN) {
        socket.send(bytes);
      }
    },
    close: () => socket.close(),
  };
}
