import type { NewSessionInfo, Session, UserInteraction } from '@devolutions/iron-remote-desktop';
import type { HostCredentials } from './hostCredentials';
import type { RdpBackend } from './rdp';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the picture is shown: fitted into the room there is, or pixel for pixel with scroll bars. */
export type Scale = 'fit' | 'real';

export interface PictureWatcher {
  /** Something was drawn, on a rectangle of this many pixels. */
  drawn(area: number): void;
  /** The session's clipboard has a new text. */
  copied(text: string): void;
  /** The session asks for the clipboard of this device. */
  clipboardWanted(): void;
}

type ClipboardData = Parameters<Session['onClipboardPaste']>[0];

/** Of this type the component's own scaling and hiding are switched off: both go by the window, not by the room there is. */
const STYLE = `
  :host { display: block; }
  div.screen-wrapper.screen-wrapper.screen-wrapper,
  div.screen-wrapper.screen-wrapper.screen-wrapper > div,
  :host > div {
    display: block !important; position: static !important; transform: none !important;
    visibility: inherit !important; pointer-events: auto !important; overflow: visible !important; outline: none !important;
    width: 100% !important; min-width: 0 !important; max-width: none !important;
    height: 100% !important; min-height: 0 !important; max-height: none !important;
  }
  canvas { display: block; outline: none; }
  canvas:focus-visible { outline: 1px solid Highlight; outline-offset: -1px; }
`;

/** What the RDP client needs besides what the page knows of; the host puts the true ones in their place. */
const PLACEHOLDER = 'usher';

/** The web component that shows a remote session, and the one RDP connection that it makes. */
export class Picture {
  private session: Session | null = null;

  private constructor(
    readonly element: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    private readonly client: UserInteraction,
    private readonly backend: RdpBackend,
  ) {}

  /** Mounts the component in {@code room} and waits until it is ready. */
  static mount(backend: RdpBackend, room: HTMLElement, watcher: PictureWatcher): Promise<Picture> {
    const element = document.createElement('iron-remote-desktop');
    return new Promise((resolve) => {
      let picture: Picture | null = null;
      element.addEventListener('ready', (event) => {
        const { irgUserInteraction: client } = (event as CustomEvent<{ irgUserInteraction: UserInteraction }>).detail;
        const canvas = prepare(element, watcher);
        // Its own clipboard would ask for permission out of the blue and stops when another element goes away.
        client.setEnableAutoClipboard(false);
        client.setEnableClipboard(false);
        picture = new Picture(element, canvas, client, backend);
        resolve(picture);
      });
      const module = watched(backend, watcher, (session) => {
        if (picture) {
          picture.session = session;
        }
      });
      Object.assign(element, { module, scale: 'real', verbose: 'false', flexcenter: 'false' });
      room.append(element);
    });
  }

  /**
   * Connects; the answer runs the session until it ends.
   *
   * @param credentials what the host itself wants to hear by CredSSP; null where the front signs on
   */
  async connect(
    address: string,
    ticket: string,
    target: string,
    size: Size,
    credentials: HostCredentials | null,
  ): Promise<NewSessionInfo> {
    const config = this.client
      .configBuilder()
      .withProxyAddress(address)
      .withDestination(target)
      .withAuthToken(ticket)
      .withUsername(credentials?.user ?? PLACEHOLDER)
      .withPassword(credentials?.password ?? PLACEHOLDER)
      .withServerDomain(credentials?.domain ?? '')
      .withDesktopSize({ ...size })
      // No displayControl: with it, xrdp 0.9.21 makes the client's WebAssembly panic at a resize.
      .withExtension(this.backend.enableCredssp(credentials !== null))
      .build();
    const info = await this.client.connect(config);
    this.client.setVisibility(true);
    return info;
  }

  get size(): Size {
    return { width: this.canvas.width, height: this.canvas.height };
  }

  /** Says how large the picture is shown, in CSS pixels. */
  show(width: number, height: number): void {
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
  }

  name(label: string): void {
    this.canvas.setAttribute('aria-label', label);
  }

  focus(): void {
    this.canvas.focus({ preventScroll: true });
  }

  get focused(): boolean {
    return document.activeElement === this.element;
  }

  ctrlAltDel(): void {
    this.client.ctrlAltDel();
  }

  /** Puts a text, or nothing, into the session's clipboard. */
  putText(text: string): void {
    const data = new this.backend.Backend.ClipboardData();
    if (text !== '') {
      data.addText('text/plain', text);
    }
    void this.session?.onClipboardPaste(data);
  }

  /** Lets go of every key and button that the session believes to be held. */
  releaseInputs(): void {
    try {
      this.session?.releaseAllInputs();
    } catch {
      // The connection has ended; there is nothing to release.
    }
  }

  remove(): void {
    this.element.remove();
  }
}

function prepare(element: HTMLElement, watcher: PictureWatcher): HTMLCanvasElement {
  const shadow = element.shadowRoot as ShadowRoot;
  const canvas = shadow.querySelector('canvas') as HTMLCanvasElement;
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  shadow.adoptedStyleSheets.push(style);
  canvas.setAttribute('role', 'application');
  // The client says nothing when it has drawn, so its way of drawing is listened in on.
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const draw = context.putImageData.bind(context) as (...parameters: unknown[]) => void;
  context.putImageData = (image: ImageData, ...where: unknown[]) => {
    draw(image, ...where);
    watcher.drawn(image.width * image.height);
  };
  return canvas;
}

/** The backend, with our ears on the session and its clipboard: the component hands out neither. */
function watched(backend: RdpBackend, watcher: PictureWatcher, connected: (session: Session) => void) {
  class WatchedSessionBuilder extends backend.Backend.SessionBuilder {
    constructor() {
      super();
      this.remoteClipboardChangedCallback((data: ClipboardData) => {
        const text = textOf(data);
        if (text !== null) {
          watcher.copied(text);
        }
      });
      this.forceClipboardUpdateCallback(() => watcher.clipboardWanted());
    }

    override async connect() {
      const session = await super.connect();
      connected(session as unknown as Session);
      return session;
    }
  }
  return { ...backend.Backend, SessionBuilder: WatchedSessionBuilder };
}

function textOf(data: ClipboardData): string | null {
  const item = data.items().find((candidate) => candidate.mimeType().startsWith('text/plain'));
  const value = item?.value();
  return typeof value === 'string' ? value : null;
}
