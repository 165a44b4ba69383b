import type { Launch, StageName, Stuck } from '../api/types';

export interface StageWords {
  /** What is going on. */
  readonly doing: string;
  /** What it means when that takes long. */
  readonly slow: string;
  /** What is waited for, to be followed by the host's name. */
  readonly awaited: string;
}

/** The stages of a launch in their order. */
export const STAGES: readonly StageName[] = [
  'authenticated',
  'queued',
  'placed',
  'ticket',
  'tunnel',
  'host-connected',
  'sign-on',
  'session-created',
  'launcher',
  'first-window',
];

/** A launch, as far as its stages go. */
type OnItsWay = Pick<Launch, 'stages'> & Partial<Pick<Launch, 'queuePosition'>>;

/** The stages of this launch: only one that has to wait in the queue has that stage. */
export function stagesOf(launch: OnItsWay | null, stages: readonly StageName[]): readonly StageName[] {
  const waits =
    launch !== null && ((launch.queuePosition ?? null) !== null || launch.stages.some((stage) => stage.stage === 'queued'));
  return waits ? stages : stages.filter((stage) => stage !== 'queued');
}

/** What is said to whoever waits in the queue. */
export function queueWords(position: number): string {
  return position === 1 ? 'You are next in the queue.' : `You are number ${position} in the queue.`;
}

/** Those of a return to a session, in which nothing is started. */
export const STAGES_OF_RETURN: readonly StageName[] = STAGES.slice(0, STAGES.indexOf('launcher'));

const WORDS: Readonly<Record<StageName, StageWords>> = {
  authenticated: {
    doing: 'Asking the service',
    slow: 'The service has not taken the request yet. It may be busy, or your network is slow.',
    awaited: 'a place on',
  },
  queued: {
    doing: 'Waiting for your turn',
    slow: 'Many people are signing in at once. Everybody’s turn comes in the order in which they came.',
    awaited: 'your turn on',
  },
  placed: {
    doing: 'Choosing a host',
    slow: 'The service is looking for a host with room for you.',
    awaited: 'a place on',
  },
  ticket: {
    doing: 'Preparing the host',
    slow: 'The host has been asked and has not confirmed yet. It may be busy; another one is tried if it stays silent.',
    awaited: 'the agent on',
  },
  tunnel: {
    doing: 'Opening the connection',
    slow: 'The way through the gateway to the host is not open yet. A slow network or a proxy may be the cause.',
    awaited: 'the connection to',
  },
  'host-connected': {
    doing: 'Reaching the remote desktop',
    slow: 'The host’s remote desktop service has not answered yet. The host may be busy.',
    awaited: 'the remote desktop service on',
  },
  'sign-on': {
    doing: 'Signing you in',
    slow: 'The host is checking your account. Slow directory or home folders are the usual cause.',
    awaited: 'the sign-on on',
  },
  'session-created': {
    doing: 'Starting your session',
    slow: 'The host is setting up your session. On a busy host this can take a while.',
    awaited: 'the session on',
  },
  launcher: {
    doing: 'Setting up the session',
    slow: 'The session is there and prepares itself for the application.',
    awaited: 'the session’s launcher on',
  },
  'first-window': {
    doing: 'Starting the application',
    slow: 'The application has been started and has not shown a window yet. Large ones take their time the first time.',
    awaited: 'the first window on',
  },
};

export function stageWords(stage: StageName): StageWords {
  return WORDS[stage];
}

/** What a launch waits for, and how long it has. */
export function stuckWords(stuck: Stuck, host: string | null): string {
  const seconds = stuck.seconds === 1 ? '1 second' : `${stuck.seconds} seconds`;
  return `Waiting for ${WORDS[stuck.stage].awaited} ${host ?? 'a host'} for ${seconds}`;
}

/** The one of these stages that a launch is working on; null when all are behind it. */
export function currentStage(
  launch: OnItsWay | null,
  stages: readonly StageName[] = stagesOf(launch, STAGES),
): StageName | null {
  const reached = new Set((launch?.stages ?? []).filter((stage) => stage.failure === null).map((stage) => stage.stage));
  // A stage may be passed over (a session that exists is not created), so the last one reached counts.
  const last = stages.findLastIndex((stage) => reached.has(stage));
  return stages[last + 1] ?? null;
}
