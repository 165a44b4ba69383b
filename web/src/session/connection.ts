import type { IronError } from '@devolutions/iron-remote-desktop';
import { expectStream } from '../stream/streams';
import type { HostCredentials } from './hostCredentials';
import { Picture, type PictureWatcher, type Size } from './picture';
import { loadRdp } from './rdp';

/** What a launch was answered with, as far as a connection needs it. */
export interface Way {
  readonly launch: string;
  readonly ticket: string;
  readonly target: string;
}

export interface ConnectionWatcher extends Omit<PictureWatcher, 'drawn'> {
  /** The first picture is there. */
  shown(): void;
  flowing(flows: boolean): void;
  /** It is over, with a reason code. Not called after {@link Connection.close}. */
  ended(reason: string): void;
}

/** So much of the picture drawn counts as a picture. */
const MOST = 0.9;

/** A picture that stays partly empty is shown after so long all the same, in milliseconds. */
const PATIENCE_WITH_PARTS = 300;

/** Without a picture for so long the connection is given up, in milliseconds. */
const PATIENCE_WITHOUT_PICTURE = 90_000;

/** The kinds of error that the RDP client tells apart, as far as they matter here. */
const SIGN_ON_KINDS: readonly number[] = [1, 2, 3];
const REFUSAL_KINDS: readonly number[] = [4, 5, 6];

/** One connection to a session: a stream, the RDP client on it, and the picture that it draws. */
export class Connection {
  private picture: Picture | null = null;
  private drawnArea = 0;
  private isShown = false;
  private isOver = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly way: Way,
    readonly size: Size,
    /** What the host itself wants to hear; null where nobody has to be asked. */
    readonly credentials: HostCredentials | null,
    private readonly watcher: ConnectionWatcher,
  ) {}

  /** The picture, once the RDP client is loaded; it stays when the connection has ended. */
  get view(): Picture | null {
    return this.picture;
  }

  get over(): boolean {
    return this.isOver;
  }

  /** Loads, mounts, connects and runs, until the connection ends. */
  async run(room: HTMLElement): Promise<void> {
    this.timer = setTimeout(() => this.end('rdp-timeout'), PATIENCE_WITHOUT_PICTURE);
    const backend = await loadRdp().catch(() => null);
    if (!backend) {
      this.end('client-missing');
      return;
    }
    if (this.isOver) {
      return;
    }
    const picture = await Picture.mount(backend, room, { ...this.watcher, drawn: (area) => this.drawn(area) });
    this.picture = picture;
    if (this.isOver) {
      picture.remove();
      return;
    }
    try {
      const { way } = this;
      const running = await picture.connect(this.expect(), way.ticket, way.target, this.size, this.credentials);
      await running.run();
      this.end('rdp-closed');
    } catch (failure) {
      this.end(reasonOf(failure));
    }
  }

  /** Ends the connection and takes the picture away. */
  close(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.closeStream();
    this.picture?.remove();
  }

  private closeStream = () => {};

  /** Makes the address that the RDP client is given: this page's name for the stream of this launch. */
  private expect(): string {
    const address = new URL('/stream', location.href);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const local = `${address.href}?launch=${encodeURIComponent(this.way.launch)}`;
    expectStream(local, {
      address: address.href,
      ticket: this.way.ticket,
      watcher: {
        opened: (socket) => (this.closeStream = () => socket.close()),
        flowing: (flows) => this.isOver || this.watcher.flowing(flows),
        over: (reason) => this.end(reason),
      },
    });
    return local;
  }

  private drawn(area: number): void {
    if (this.isShown || this.isOver) {
      return;
    }
    if (this.drawnArea === 0) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.show(), PATIENCE_WITH_PARTS);
    }
    this.drawnArea += area;
    if (this.drawnArea >= MOST * this.size.width * this.size.height) {
      this.show();
    }
  }

  private show(): void {
    clearTimeout(this.timer);
    if (!this.isShown && !this.isOver) {
      this.isShown = true;
      this.watcher.shown();
    }
  }

  private end(reason: string): void {
    if (!this.isOver) {
      this.isOver = true;
      clearTimeout(this.timer);
      this.closeStream();
      this.watcher.ended(reason);
    }
  }
}

/**
 * The reason of what the RDP client alone has noticed; the stream's own comes first. Its general error is what it makes
 * of a host that ends the connection. Anything else is a fault of its own, and its WebAssembly is not to be trusted then.
 */
function reasonOf(failure: unknown): string {
  if (!isIronError(failure)) {
    return 'client-failed';
  }
  const kind = failure.kind();
  if (SIGN_ON_KINDS.includes(kind)) {
    return 'sign-on-failed';
  }
  return REFUSAL_KINDS.includes(kind) ? 'rdp-refused' : 'rdp-closed';
}

function isIronError(failure: unknown): failure is IronError {
  return typeof failure === 'object' && failure !== null && 'kind' in failure && typeof failure.kind === 'function';
}
