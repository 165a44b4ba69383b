import type { Launch, LaunchAnswer, Resource, Session } from '../api/types';
import { forgetCredentials } from './hostCredentials';
import { RemoteSession, type Surroundings } from './remoteSession';
import { beginning } from './state';

export interface SessionsState {
  readonly all: readonly RemoteSession[];
  /** The one that is looked at; null while the applications are. */
  readonly foreground: RemoteSession | null;
  /** What the person should know when the applications are shown again. */
  readonly notice: string | null;
}

/** All sessions that this page sees. They stay while the person goes back to the applications. */
export class RemoteSessions {
  private now: SessionsState = { all: [], foreground: null, notice: null };
  private readonly listeners = new Set<() => void>();
  private readonly surroundings: Surroundings = {
    attachedBeside: (session) => this.attached(session),
    exists: (session) => this.exists(session),
    leave: (session, notice) => this.remove(session, notice),
    openedElsewhere: (session, answer) => this.openedElsewhere(session, answer),
  };

  /** @param list asks the broker which sessions there are */
  constructor(private readonly list: () => Promise<readonly Session[]>) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): SessionsState => this.now;

  /** Opens a resource: in a session of its kind that is shown already, or in one that the broker chooses. */
  open(resource: Pick<Resource, 'id' | 'name' | 'kind'>, another: boolean): void {
    const host = this.now.all.find((session) => session.attached && session.state.kind === kindOf(resource));
    if (host) {
      this.set({ foreground: host, notice: null });
      void this.openIn(host, resource, another);
      return;
    }
    const wanted = { resource: resource.id, another };
    this.add(new RemoteSession(beginning(resource.name, resource.kind, null), wanted, this.surroundings));
  }

  /** Brings a session forward that this page has. */
  bring(id: string): boolean {
    const known = this.find(id);
    if (known) {
      this.set({ foreground: known, notice: null });
    }
    return known !== undefined;
  }

  /** Brings a session forward, connecting to it if this page does not have it yet. */
  show(session: Session, name: string): void {
    if (!this.bring(session.id)) {
      const begin = beginning(name, session.kind, session.id);
      this.add(new RemoteSession(begin, { session: session.id }, this.surroundings));
    }
  }

  /** The person wants to go on with a session: forward with it, and connected again if it is not. */
  returnTo(session: Session, name: string): void {
    const known = this.find(session.id);
    if (known?.state.phase.at === 'ended') {
      known.again();
    }
    this.show(session, name);
  }

  /** What is to be read where the applications are. */
  tell(notice: string): void {
    this.set({ notice });
  }

  /** Shows the applications; the sessions stay connected. */
  back(): void {
    this.set({ foreground: null });
  }

  /** Takes a session off the page. */
  remove(session: RemoteSession, notice: string | null): void {
    session.close();
    this.set({
      all: this.now.all.filter((other) => other !== session),
      foreground: this.now.foreground === session ? null : this.now.foreground,
      notice: this.now.foreground === session ? notice : this.now.notice,
    });
  }

  /** Nobody is signed in any more. */
  removeAll(): void {
    forgetCredentials();
    [...this.now.all].forEach((session) => this.remove(session, null));
  }

  noticeRead(): void {
    this.set({ notice: null });
  }

  find(id: string): RemoteSession | undefined {
    return this.now.all.find((session) => session.state.session === id);
  }

  /** The ids of the launches whose progress somebody waits for. */
  launchesUnderWay(): readonly string[] {
    return this.now.all.flatMap(({ state: { launch, openings } }) => [
      ...(launch?.state === 'pending' || launch?.state === 'connecting' ? [launch.id] : []),
      ...openings.map((opening) => opening.launch),
    ]);
  }

  /** A launch has reached a stage. */
  progressed(launch: Launch): void {
    this.now.all.forEach((session) => session.progressed(launch));
  }

  /** The broker's list has changed: sessions that were in the list before and are not now have ended. */
  listed(before: readonly Session[], after: readonly Session[]): void {
    const there = new Set(after.map((session) => session.id));
    const gone = before.map((session) => session.id).filter((id) => !there.has(id));
    gone.forEach((id) => this.find(id)?.vanished());
  }

  private async openIn(host: RemoteSession, resource: Pick<Resource, 'id' | 'name' | 'kind'>, another: boolean) {
    const answer = await host.openHere(resource, another);
    const session = answer && this.find(answer.session);
    if (answer?.outcome === 'opened' && session) {
      session.opening({ launch: answer.launch, name: resource.name });
      this.set({ foreground: session });
    } else if (answer?.outcome === 'connect') {
      if (session) {
        session.take(answer);
        this.set({ foreground: session });
      } else {
        const wanted = { session: answer.session };
        const added = new RemoteSession(
          beginning(resource.name, resource.kind, answer.session),
          wanted,
          this.surroundings,
        );
        added.begunWith(answer);
        this.add(added);
      }
    }
  }

  private openedElsewhere(session: RemoteSession, answer: LaunchAnswer): void {
    const host = this.find(answer.session);
    this.remove(session, null);
    if (host) {
      host.opening({ launch: answer.launch, name: session.state.name });
      this.set({ foreground: host });
    }
  }

  private attached(beside: RemoteSession): readonly string[] {
    return this.now.all
      .filter((session) => session !== beside && session.attached)
      .map((session) => session.state.session as string);
  }

  private exists(id: string): Promise<boolean | null> {
    return this.list().then(
      (sessions) => sessions.some((session) => session.id === id),
      () => null,
    );
  }

  private add(session: RemoteSession): void {
    this.set({ all: [...this.now.all, session], foreground: session, notice: null });
  }

  private set(change: Partial<SessionsState>): void {
    this.now = { ...this.now, ...change };
    this.listeners.forEach((listener) => listener());
  }
}

function kindOf(resource: Pick<Resource, 'kind'>): Session['kind'] {
  return resource.kind === 'desktop' ? 'desktop' : 'applications';
}
