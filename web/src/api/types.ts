/** The broker's HTTP API, version 1: what goes over the wire. This file alone names it; nothing here is computed. */

export interface Problem {
  status: number;
  title: string;
  detail: string;
  code: string;
  launch?: string;
  retryAfterSeconds?: number;
  faults?: Fault[];
  site?: Site;
}

export interface Fault {
  field: string;
  message: string;
}

export interface Site {
  id: string;
  name: string;
}

export interface Me {
  id: string;
  name: string;
  displayName: string;
  administrator: boolean;
  site: Site;
}

export interface SignIn {
  name: string;
  password: string;
}

export type ResourceKind = 'application' | 'desktop';

export interface Resource {
  id: string;
  name: string;
  kind: ResourceKind;
  /** Folders, outermost first, parted by `/`; empty for none. */
  folder: string;
  icon: string | null;
}

export interface LaunchRequest {
  /** The page's own name for the click; the same again when the request is repeated. */
  key: string;
  resource?: string;
  session?: string;
  another?: boolean;
  width: number;
  height: number;
  attached: string[];
}

export type LaunchAnswer =
  | { launch: string; session: string; outcome: 'connect'; ticket: string; target: string }
  | { launch: string; session: string; outcome: 'opened' };

export type StageName =
  | 'authenticated'
  | 'placed'
  | 'ticket'
  | 'tunnel'
  | 'host-connected'
  | 'sign-on'
  | 'session-created'
  | 'launcher'
  | 'first-window';

export type LaunchState = 'pending' | 'connecting' | 'running' | 'opened' | 'failed' | 'expired';

export interface Stage {
  stage: StageName;
  /** Milliseconds since the click came to the broker. */
  ms: number;
  failure: string | null;
}

export interface Launch {
  id: string;
  state: LaunchState;
  reason: string | null;
  stages: Stage[];
}

export type SessionState = 'starting' | 'active' | 'disconnected' | 'unknown';

export interface SessionWindow {
  id: string;
  title: string;
  active: boolean;
  resource: string | null;
}

export interface Session {
  id: string;
  kind: 'applications' | 'desktop';
  host: string;
  state: SessionState;
  startedSecondsAgo: number;
  windows: SessionWindow[];
  resources: string[];
}

export type HostState = 'enabled' | 'draining' | 'disabled';

export type HostStatus = 'ready' | 'silent' | 'never-reported' | 'rdp-fails' | 'front-not-ready';

export interface Host {
  id: string;
  name: string;
  target: string;
  state: HostState;
  maxSessions: number;
  version: string;
  status: HostStatus;
  lastReportSecondsAgo: number | null;
  /** The busy part, from 0 to 1. */
  cpu: number | null;
  /** The used part, from 0 to 1. */
  memory: number | null;
  sessions: number;
  /** An ISO date-time. */
  certificateExpires: string;
}

export type HostChange = Partial<Pick<Host, 'state' | 'maxSessions' | 'name'>>;

export interface HostApplication {
  id: string;
  name: string;
  comment: string;
  command: string[];
  desktop: boolean;
  icon: string | null;
}

export interface JoinTokenRequest {
  role: 'host' | 'gateway';
  validMinutes: number;
}

export interface JoinToken {
  token: string;
  command: string;
  /** An ISO date-time. */
  expires: string;
}

export interface AdminResourceForm {
  kind: ResourceKind;
  name: string;
  folder: string;
  target: string;
  arguments: string[];
  startIn: string;
  iconDigest: string | null;
  enabled: boolean;
  users: string[];
  groups: string[];
  hosts: string[];
}

export interface AdminResource extends AdminResourceForm {
  id: string;
  icon: string | null;
}

export interface Icon {
  digest: string;
  url: string;
}

export interface HostAccount {
  name: string;
  uid: number;
  origin: 'existing' | 'created';
}

export interface AdminUser {
  id: string;
  name: string;
  displayName: string;
  administrator: boolean;
  enabled: boolean;
  locked: boolean;
  groups: string[];
  account: HostAccount | null;
  lastSignInSecondsAgo: number | null;
}

export interface NewUser {
  name: string;
  displayName: string;
  password: string;
  administrator: boolean;
  groups: string[];
}

export interface UserChange {
  displayName?: string;
  password?: string;
  administrator?: boolean;
  enabled?: boolean;
  unlock?: true;
  groups?: string[];
  account?: { name: string; uid: number } | null;
}

export interface Group {
  id: string;
  name: string;
  members: string[];
}

export interface AdminSession extends Session {
  user: { id: string; name: string; displayName: string };
  hostId: string;
  account: string;
  clientAddress: string | null;
}

export interface Candidate {
  host: string;
  name: string;
  /** The parts of the cap, the processors and the memory that are in use, from 0 to 1. */
  sessions: number;
  cpu: number;
  memory: number;
  /** Their weighted mean: 0 is idle and 1 is full. */
  score: number;
}

export interface Rejected {
  host: string;
  name: string;
  because: string;
}

export interface Placement {
  chosen: string | null;
  candidates: Candidate[];
  rejected: Rejected[];
}

export interface AdminLaunch extends Launch {
  user: string;
  resource: string | null;
  host: string | null;
  /** An ISO date-time. */
  at: string;
  placement: Placement | null;
}

export type AuditOutcome = 'done' | 'refused' | 'failed';

export interface AuditFact {
  id: number;
  /** An ISO date-time. */
  at: string;
  actor: string;
  address: string;
  action: string;
  object: string;
  outcome: AuditOutcome;
  reason: string | null;
  details: Record<string, string>;
}

export interface SiteSettings extends Site {
  accountsOnDemand: boolean;
  sessionEndsAfterSeconds: number;
}
