import { Clipboard } from './clipboard';
import { Connection } from './connection';
import { dropCredentials, keepCredentials, knownCredentials, type HostCredentials } from './hostCredentials';
import { refusal, requestLaunch, toldWith, type Wanted } from './launching';
import type { Picture, Scale, Size } from './picture';
import { Room } from './room';
import { step, type Opening, type RemoteEvent, type RemoteState } from './state';
import type { Launch, LaunchAnswer, Resource } from '../api/types';

/** What a session in the page needs of the page. */
export interface Surroundings {
  /** The other sessions that the page sees. */
  attachedBeside(session: RemoteSession): readonly string[];
  /** Whether a session is in the broker's list; null when the broker does not answer. */
  exists(session: string): Promise<boolean | null>;
  /** The session is to be taken off the page. */
  leave(session: RemoteSession, notice: string): void;
  /** The launch has opened in another session of this page. */
  openedElsewhere(session: RemoteSession, answer: LaunchAnswer): void;
}

/** The window's size has to be left alone for so long before the session takes it on, in milliseconds. */
const SIZE_SETTLES = 700;

/** So long is waited for the window of an application that opens beside others, in milliseconds. */
const OPENING_PATIENCE = 20_000;

/** A session that was shown for so long has settled, in milliseconds. */
const SETTLES = 60_000;

/** A ticket opens its launch for a minute; for so long it is counted on, in milliseconds. */
const TICKET_LASTS = 45_000;

/** One session in this page: it asks for the way, connects, follows the window's size, and comes back. */
export class RemoteSession {
  readonly key = crypto.randomUUID();
  readonly clipboard = new Clipboard((text) => this.current?.view?.putText(text));
  private room: Room | null = null;
  private readonly listeners = new Set<() => void>();
  private current: Connection | null = null;
  /** The connection of the new size, which takes the place of {@link current} with its first picture. */
  private next: Connection | null = null;
  private sizeTimer: ReturnType<typeof setTimeout> | undefined;
  private settleTimer: ReturnType<typeof setTimeout> | undefined;
  private label = '';
  private scale: Scale = 'fit';
  private attempt = 0;
  private begun: LaunchAnswer | null = null;
  /** The way that is kept while the host's credentials are typed, and since when, in milliseconds. */
  private waiting: { readonly answer: LaunchAnswer & { outcome: 'connect' }; readonly since: number } | null = null;
  private closed = false;
  private readonly leaving = new AbortController();

  constructor(
    private now: RemoteState,
    private wanted: Wanted,
    private readonly world: Surroundings,
  ) {}

  get state(): RemoteState {
    return this.now;
  }

  /** Whether the broker's other launches may count on this page seeing the session. */
  get attached(): boolean {
    return this.now.phase.at === 'shown' && this.now.session !== null;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): RemoteState => this.now;

  /** The place for the picture is there. The first time, this starts everything. */
  mountedIn(element: HTMLElement): void {
    if (this.room === null) {
      this.room = new Room(element);
      void (this.begun ? this.connect(this.begun) : this.open());
    }
  }

  /** What was asked for. */
  get asked(): Wanted {
    return this.wanted;
  }

  /** The way is known before there is a place for the picture. */
  begunWith(answer: LaunchAnswer): void {
    this.begun = answer;
  }

  /** Tries again what failed, or comes back to the session. */
  again(): void {
    // What was never seen is opened again as it was asked for: nobody knows whether it has started.
    if (this.now.session !== null && this.now.pictured) {
      this.wanted = { session: this.now.session };
    }
    void this.open();
  }

  progressed(launch: Launch): void {
    this.happen({ type: 'progressed', launch });
  }

  vanished(): void {
    this.happen({ type: 'vanished' });
  }

  /** Opens a resource while this session is shown; mostly it opens in this session. */
  async openHere(resource: Pick<Resource, 'id' | 'name'>, another: boolean): Promise<LaunchAnswer | null> {
    // Said at once; the launch that it becomes has another id.
    const asked = { launch: crypto.randomUUID(), name: resource.name };
    this.happen({ type: 'openingHere', opening: asked });
    try {
      const attached = [...this.world.attachedBeside(this), this.now.session ?? ''];
      return await requestLaunch({ resource: resource.id, another }, this.wantedSize, attached);
    } catch (problem) {
      this.happen({ type: 'openingRefused', reason: refusal(problem), told: toldWith(problem) });
      return null;
    } finally {
      this.happen({ type: 'openingOver', launch: asked.launch });
    }
  }

  /** A launch has opened in this session. */
  opening(opening: Opening): void {
    this.happen({ type: 'openingHere', opening });
    setTimeout(() => this.happen({ type: 'openingOver', launch: opening.launch }), OPENING_PATIENCE);
  }

  troubleRead(): void {
    this.happen({ type: 'troubleRead' });
  }

  /** Takes an answer that another session's request was given. */
  take(answer: LaunchAnswer): void {
    void this.connect(answer);
  }

  /** What the picture is called, for those who cannot see it. */
  nameIt(label: string): void {
    this.label = label;
    this.picture?.name(label);
  }

  setScale(scale: Scale): void {
    this.scale = scale;
    this.layOut();
    if (scale === 'fit') {
      this.follow();
    }
  }

  /** The room for the picture has changed. */
  roomChanged(): void {
    this.layOut();
    clearTimeout(this.sizeTimer);
    if (this.scale === 'fit') {
      this.sizeTimer = setTimeout(() => this.follow(), SIZE_SETTLES);
    }
  }

  get picture(): Picture | null {
    return this.current?.view ?? null;
  }

  /** Ends the connection without a word to anybody else. */
  close(): void {
    this.closed = true;
    this.leaving.abort();
    this.attempt++;
    clearTimeout(this.sizeTimer);
    clearTimeout(this.settleTimer);
    this.current?.close();
    this.next?.close();
    this.listeners.clear();
  }

  private async open(): Promise<void> {
    const attempt = ++this.attempt;
    this.happen({ type: 'asked', starts: 'resource' in this.wanted });
    this.next?.close();
    this.next = null;
    try {
      const answer = await requestLaunch(this.wanted, this.wantedSize, this.world.attachedBeside(this), {
        clicked: (key) => attempt === this.attempt && this.happen({ type: 'clicked', key }),
        waits: (launch, position) =>
          attempt === this.attempt && this.happen({ type: 'queued', launch, position }),
        signal: this.leaving.signal,
      });
      if (attempt === this.attempt) {
        await this.connect(answer);
      }
    } catch (problem) {
      if (attempt === this.attempt) {
        this.happen({ type: 'ended', reason: refusal(problem), told: toldWith(problem) });
      }
    }
  }

  private async connect(answer: LaunchAnswer): Promise<void> {
    if (answer.outcome === 'opened') {
      this.world.openedElsewhere(this, answer);
      return;
    }
    const { launch, session, policy } = answer;
    this.clipboard.allow(policy.clipboard);
    this.happen({ type: 'answered', launch, session, policy });
    if (answer.hostSignOn && knownCredentials() === null) {
      this.waiting = { answer, since: Date.now() };
      this.happen({ type: 'signOnWanted', signOn: { refused: false, user: null, domain: '' } });
    } else {
      await this.run(answer);
    }
  }

  /** The person has said who they are at the host. */
  signOn(given: HostCredentials): void {
    const waiting = this.waiting;
    this.waiting = null;
    keepCredentials(given);
    this.happen({ type: 'signOnGiven' });
    // A ticket is good once and not for long; whoever typed for longer, or typed again, needs another.
    if (waiting !== null && Date.now() - waiting.since < TICKET_LASTS) {
      void this.run(waiting.answer);
    } else {
      this.again();
    }
  }

  /**
   * Connects beside the connection that there is, if any: its picture stays until the new one has its own. To change the
   * size, too, is to connect anew, since the RDP client's live resize panics with xrdp 0.9.21.
   */
  private async run(answer: LaunchAnswer & { outcome: 'connect' }): Promise<void> {
    if (!this.room) {
      return;
    }
    const credentials = answer.hostSignOn ? knownCredentials() : null;
    const connection: Connection = new Connection(answer, this.room.wanted, credentials, {
      shown: () => this.shown(connection),
      flowing: (flows) => connection === this.current && this.happen({ type: 'flowing', flows }),
      ended: (reason) => this.ended(connection, reason),
      copied: (text) => connection === this.current && this.clipboard.copied(text),
      clipboardWanted: () => this.clipboard.wanted((text) => connection.view?.putText(text)),
    });
    if (this.current) {
      this.next = connection;
    } else {
      this.current = connection;
    }
    await connection.run(this.room.element);
  }

  private shown(connection: Connection): void {
    if (connection === this.next) {
      const hadFocus = this.current?.view?.focused ?? false;
      this.current?.close();
      this.current = connection;
      this.next = null;
      if (hadFocus) {
        connection.view?.focus();
      }
    }
    this.happen({ type: 'shown' });
    clearTimeout(this.settleTimer);
    this.settleTimer = setTimeout(() => this.happen({ type: 'settled' }), SETTLES);
    connection.view?.name(this.label);
    this.layOut();
    this.clipboard.begin();
    this.roomChanged();
  }

  private ended(connection: Connection, reason: string): void {
    if (connection === this.next) {
      this.next = null;
      connection.close();
      // The older connection was ended by this one, and nothing is left.
      if (this.current?.over) {
        this.happen({ type: 'ended', reason });
      }
    } else if (connection === this.current && this.next === null) {
      clearTimeout(this.settleTimer);
      if (reason === 'sign-on-failed' && connection.credentials !== null) {
        this.askAgain(connection.credentials);
      } else {
        this.happen({ type: 'ended', reason });
      }
    }
  }

  /** The host did not take them: somebody has to type again, which the next connection waits for. */
  private askAgain(refused: HostCredentials): void {
    this.current?.close();
    this.current = null;
    dropCredentials(refused);
    this.happen({ type: 'signOnWanted', signOn: { refused: true, user: refused.user, domain: refused.domain } });
  }

  /** Takes on the size of the room, when it is another one and nothing else is under way. */
  private follow(): void {
    const wanted = this.wantedSize;
    const now = this.current?.size;
    const same = now?.width === wanted.width && now.height === wanted.height;
    if (!this.room?.visible || same || this.next !== null || !this.attached || !this.now.flows) {
      return;
    }
    void this.resize(wanted);
  }

  private async resize(size: Size): Promise<void> {
    const attempt = this.attempt;
    const answer = await requestLaunch(
      { session: this.now.session ?? '' },
      size,
      // This session is left out, or the broker would say that it is open here already.
      this.world.attachedBeside(this),
    ).catch(() => null);
    if (answer?.outcome === 'connect' && attempt === this.attempt && this.attached && this.next === null) {
      await this.run(answer);
    }
  }

  private get wantedSize(): Size {
    return this.room?.wanted ?? { width: 0, height: 0 };
  }

  private layOut(): void {
    if (this.picture) {
      this.room?.show(this.picture, this.scale);
    }
  }

  private happen(event: RemoteEvent): void {
    if (this.closed) {
      return;
    }
    const { state, effect } = step(this.now, event);
    this.now = state;
    this.listeners.forEach((listener) => listener());
    if (effect?.order === 'return') {
      this.again();
    } else if (effect?.order === 'look') {
      void this.world
        .exists(state.session ?? '')
        .then((exists) => this.happen({ type: 'looked', exists, reason: effect.reason }));
    } else if (effect?.order === 'leave') {
      this.world.leave(this, effect.notice);
    }
  }
}
