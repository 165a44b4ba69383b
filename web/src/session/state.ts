import type { Launch, PolicyView, ResourceKind, Session } from '../api/types';

/** Where a session stands in this page. */
export type Phase =
  /** On its way; nothing to see yet, or the picture of before. */
  | { readonly at: 'opening' }
  /** The picture is there. */
  | { readonly at: 'shown' }
  /** It cannot be seen any more, for this reason. */
  | {
      readonly at: 'ended';
      readonly reason: string;
      /** What an administrator says to it. */
      readonly told?: string;
    };

/** An application that opens in a session which is shown already. */
export interface Opening {
  readonly launch: string;
  readonly name: string;
  /** How far it is, once that is known. */
  readonly progress?: Launch;
}

/** That the host wants a name and password of the person's. */
export interface SignOn {
  /** Whether the last ones were not taken. */
  readonly refused: boolean;
  /** What was given last, to begin with; null for nothing yet. */
  readonly user: string | null;
  readonly domain: string;
}

/** All that is to be known of one session in this page. */
export interface RemoteState {
  readonly phase: Phase;
  /** Its id, once the broker has said it. */
  readonly session: string | null;
  readonly kind: Session['kind'];
  /** What was clicked to get here. */
  readonly name: string;
  readonly launch: Launch | null;
  /** The key of a click that is not answered yet. */
  readonly click: string | null;
  /** What the session may do with this device; null until the broker has said it. */
  readonly policy: PolicyView | null;
  /** Whether that launch starts an application, and does not just return to the session. */
  readonly starts: boolean;
  /** What the host asks the person for before it goes on; null when it asks for nothing. */
  readonly signOn: SignOn | null;
  /** Whether there is a picture, be it an old one. */
  readonly pictured: boolean;
  /** Whether bytes flow; when not, the stream is trying to come back. */
  readonly flows: boolean;
  /** How often it has come back by itself since it last stayed for a while. */
  readonly returns: number;
  readonly openings: readonly Opening[];
  /** What went wrong beside a session that goes on, as a reason code. */
  readonly trouble: string | null;
  /** What an administrator says to that. */
  readonly troubleTold: string | null;
}

export type RemoteEvent =
  | { readonly type: 'asked'; readonly starts: boolean }
  /** The click goes out under this key. */
  | { readonly type: 'clicked'; readonly key: string }
  | {
      readonly type: 'answered';
      readonly launch: string;
      readonly session: string;
      readonly policy: PolicyView;
    }
  /** The host wants to know who comes. */
  | { readonly type: 'signOnWanted'; readonly signOn: SignOn }
  | { readonly type: 'signOnGiven' }
  /** It has to wait in the queue; 1 is next. */
  | { readonly type: 'queued'; readonly launch: string; readonly position: number }
  | { readonly type: 'progressed'; readonly launch: Launch }
  | { readonly type: 'shown' }
  /** It has been shown for a while. */
  | { readonly type: 'settled' }
  | { readonly type: 'flowing'; readonly flows: boolean }
  | { readonly type: 'ended'; readonly reason: string; readonly told?: string | null }
  /** The answer to a look at the list of sessions; null when there was none. */
  | { readonly type: 'looked'; readonly exists: boolean | null; readonly reason: string }
  /** The session is no longer in the list. */
  | { readonly type: 'vanished' }
  | { readonly type: 'openingHere'; readonly opening: Opening }
  /** Its window is there, or has been waited for long enough. */
  | { readonly type: 'openingOver'; readonly launch: string }
  | { readonly type: 'openingRefused'; readonly reason: string; readonly told?: string | null }
  | { readonly type: 'troubleRead' };

export type Effect =
  /** Ask for the way to this session and connect anew. */
  | { readonly order: 'return' }
  /** Look whether the session still exists, and say so with a `looked`. */
  | { readonly order: 'look'; readonly reason: string }
  /** Take this session off the page and go back to the applications. */
  | { readonly order: 'leave'; readonly notice: string };

export interface Stepped {
  readonly state: RemoteState;
  readonly effect: Effect | null;
}

/** A session ends without a word on the wire, too; after these it is worth a look whether it is still there. */
const WORTH_A_LOOK: readonly string[] = [
  'rdp-closed',
  'lease-unknown',
  'lease-ended',
  'launch-unknown',
  'front-stopping',
  'gateway-stopping',
];

/** The state of a session before anything was asked. */
export function beginning(name: string, kind: ResourceKind | Session['kind'], session: string | null): RemoteState {
  return {
    phase: { at: 'opening' },
    session,
    kind: kind === 'desktop' ? 'desktop' : 'applications',
    name,
    launch: null,
    click: null,
    policy: null,
    starts: session === null,
    signOn: null,
    pictured: false,
    flows: true,
    returns: 0,
    openings: [],
    trouble: null,
    troubleTold: null,
  };
}

/** One step: what becomes of the state, and what is to be done. */
export function step(state: RemoteState, event: RemoteEvent): Stepped {
  switch (event.type) {
    case 'asked':
      return only({
        ...state,
        phase: { at: 'opening' },
        launch: null,
        click: null,
        starts: event.starts,
        signOn: null,
        flows: true,
      });
    case 'clicked':
      return only({ ...state, click: event.key });
    case 'answered':
      return only({
        ...state,
        session: event.session,
        policy: event.policy,
        click: null,
        launch:
          state.launch?.id === event.launch
            ? state.launch
            : nothingYet(state, event.launch),
      });
    case 'signOnWanted':
      return only({ ...state, phase: { at: 'opening' }, signOn: event.signOn });
    case 'signOnGiven':
      return only({ ...state, signOn: null });
    case 'queued':
      return only({
        ...state,
        launch: {
          ...nothingYet(state, event.launch),
          stages: state.launch?.stages ?? [{ stage: 'authenticated', ms: 0, spentMs: 0, slow: false, failure: null }],
          queuePosition: event.position,
        },
      });
    case 'progressed':
      return progressed(state, event.launch);
    case 'shown':
      // A launch may fail before the picture of its session is there; the picture must not hide why.
      return only({
        ...state,
        phase: { at: 'shown' },
        pictured: true,
        flows: true,
        trouble: state.launch?.state === 'failed' && !state.pictured ? state.launch.reason : state.trouble,
      });
    case 'settled':
      return only({ ...state, returns: 0 });
    case 'flowing':
      return only({ ...state, flows: event.flows });
    case 'ended':
      return ended(state, event.reason, event.told ?? null);
    case 'looked':
      return looked(state, event.exists, event.reason);
    case 'vanished':
      // On the way to a picture, the launch or the stream says better what happened.
      return state.pictured && state.phase.at !== 'opening'
        ? { state, effect: { order: 'leave', notice: GONE } }
        : only(state);
    case 'openingHere':
      return only({ ...state, openings: [...state.openings, event.opening], trouble: null, troubleTold: null });
    case 'openingOver':
      return only({ ...state, openings: without(state.openings, event.launch) });
    case 'openingRefused':
      return only({ ...state, trouble: event.reason, troubleTold: event.told ?? null });
    case 'troubleRead':
      return only({ ...state, trouble: null, troubleTold: null });
  }
}

/** So often a session comes back by itself before the person is asked. */
const RETURNS = 3;

const GONE = 'Your session has ended.';

function only(state: RemoteState): Stepped {
  return { state, effect: null };
}

function progressed(state: RemoteState, launch: Launch): Stepped {
  if (state.openings.some((opening) => opening.launch === launch.id)) {
    const failed = launch.state === 'failed' || launch.state === 'expired';
    // An `opened` launch still waits for its window, which is its last stage.
    const over = failed || launch.state === 'running' || launch.stages.some((stage) => stage.stage === 'first-window');
    return only({
      ...state,
      openings: over
        ? without(state.openings, launch.id)
        : state.openings.map((opening) => (opening.launch === launch.id ? { ...opening, progress: launch } : opening)),
      trouble: failed ? (launch.reason ?? 'host-failed') : state.trouble,
    });
  }
  // Until the click is answered, its answer says what became of it; how far it is can be told before.
  if (state.click !== null && launch.key === state.click) {
    return only({ ...state, launch });
  }
  if (launch.id !== state.launch?.id) {
    return only(state);
  }
  const next = { ...state, launch };
  // While somebody types, a launch may expire; another one is asked for then.
  if (state.signOn !== null) {
    return only(next);
  }
  if (launch.state === 'failed' && state.phase.at !== 'ended') {
    // A program that does not start in a session that is shown is no reason to take the picture away.
    return state.phase.at === 'shown'
      ? only({ ...next, trouble: launch.reason ?? 'host-failed' })
      : only({ ...next, phase: { at: 'ended', reason: launch.reason ?? 'host-failed' } });
  }
  return only(next);
}

function without(openings: readonly Opening[], launch: string): readonly Opening[] {
  return openings.filter((opening) => opening.launch !== launch);
}

/** A launch of which nothing is known but its id. */
function nothingYet(state: RemoteState, id: string): Launch {
  return {
    id,
    key: state.click ?? '',
    state: 'pending',
    reason: null,
    host: null,
    stages: [],
    stuck: null,
    queuePosition: null,
  };
}

function ended(state: RemoteState, reason: string, told: string | null): Stepped {
  if (state.phase.at === 'ended') {
    return only(state);
  }
  // Who comes back to a session that has just ended is told so by the refusal.
  if (reason === 'session-ended' || (reason === 'session-unknown' && state.pictured)) {
    return { state, effect: { order: 'leave', notice: GONE } };
  }
  if (state.session !== null && WORTH_A_LOOK.includes(reason)) {
    return { state: { ...state, phase: { at: 'opening' } }, effect: { order: 'look', reason } };
  }
  return only({ ...state, phase: { at: 'ended', reason, ...(told === null ? {} : { told }) } });
}

function looked(state: RemoteState, exists: boolean | null, reason: string): Stepped {
  if (exists === false) {
    return { state, effect: { order: 'leave', notice: GONE } };
  }
  if (exists === true && state.returns < RETURNS) {
    return { state: { ...state, returns: state.returns + 1 }, effect: { order: 'return' } };
  }
  return only({ ...state, phase: { at: 'ended', reason } });
}
