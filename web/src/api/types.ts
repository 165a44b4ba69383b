/** The broker's HTTP API, version 1: what goes over the wire. This file alone names it; nothing here is computed. */

export interface Problem {
  status: number;
  title: string;
  detail: string;
  code: string;
  launch?: string;
  /** What an administrator wants to be told with it. */
  message?: string;
  /** Of a launch that waits in the queue; 1 is next. */
  queuePosition?: number;
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
  preferences: Preferences;
  connection: ConnectionChoice;
}

export interface SignIn {
  name: string;
  password: string;
}

/** Where a click opens an application. */
export type OpenIn = 'browser' | 'rdp' | 'ask';

export interface Preferences {
  openIn: OpenIn;
}

/** How RDP clients get to a host. */
export type ConnectionMode = 'gateway-ssl' | 'gateway' | 'direct-ssl' | 'direct' | 'automatic';

export interface ConnectionChoice {
  /** What holds when the person chooses nothing. */
  mode: ConnectionMode;
  mayChoose: boolean;
  /** The modes that the person's RDP client may ask for. */
  modes: string[];
}

/** Which way a clipboard may be used. */
export type ClipboardWays = 'both' | 'to-session' | 'from-session' | 'none';

/** What a session may do with the device in front of which the person sits. */
export interface Policy {
  clipboard: ClipboardWays;
  drives: boolean;
  printers: boolean;
  audio: boolean;
  /** Minutes without input after which a connection is ended; 0 for never. */
  idleMinutes: number;
  /** Minutes without a client after which a session is logged off; 0 for never. */
  disconnectedMinutes: number;
  /** Minutes after which a session is logged off in any case; 0 for never. */
  sessionMinutes: number;
}

/** A policy that says nothing about some things. */
export type PartialPolicy = { [Setting in keyof Policy]: Policy[Setting] | null };

/** A policy that holds, and who sees to it. */
export interface PolicyView extends Policy {
  enforced: { [Setting in 'clipboard' | 'drives' | 'printers' | 'audio']: Enforcer };
}

/** Who sees to a setting: the door of the host; the host, which has none of it for anybody; or nobody. */
export type Enforcer = 'front' | 'host' | 'advice';

/** What a client program needs in order to trust connection files. */
export interface Farm {
  publicAddress: string | null;
  fileSigner: { sha1: string; sha256: string; subject: string };
  /** The certificate of the farm's authority, PEM. */
  authority: string;
}

export interface GrantRequest {
  /** The client's verifier, hashed with SHA-256, in base64url. */
  challenge: string;
}

export interface Grant {
  grant: string;
}

export type ResourceKind = 'application' | 'desktop' | 'document' | 'web' | 'folder';

/** Where a web application opens. */
export type OpensOn = 'host' | 'device' | 'device-or-host';

export interface Resource {
  id: string;
  name: string;
  kind: ResourceKind;
  /** Folders, outermost first, parted by `/`; empty for none. */
  folder: string;
  icon: string | null;
  /** Whether the host will ask for the person's own name and password there. */
  hostSignOn: boolean;
  policy: PolicyView;
  where: OpensOn;
  /** What the device itself opens; null for what opens on a host alone. */
  address: string | null;
  /** Whether there is one instance of it at most. */
  single: boolean;
  available: boolean;
  /** What people are told when it is not available; may be empty. */
  message: string;
  /** The endings of the names of files that it opens; for client programs. */
  extensions: string[];
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
  client?: LaunchClient;
}

/** How an RDP client is told which launch it belongs to. */
export type Carrier = 'password' | 'routing-token';

export type LaunchClient = { kind: 'browser' } | { kind: 'rdp'; carrier: Carrier; mode?: ConnectionMode };

interface Launched {
  launch: string;
  session: string;
  policy: PolicyView;
}

export type LaunchAnswer =
  | (Launched & { outcome: 'connect'; ticket: string; target: string; hostSignOn: boolean })
  | (Launched & { outcome: 'opened' });

export type FileAnswer = (Launched & { outcome: 'file'; file: ConnectionFile }) | (Launched & { outcome: 'opened' });

/** A signed connection file. */
export interface ConnectionFile {
  name: string;
  /** Its bytes, base64. */
  content: string;
  mode: ConnectionMode;
  expiresSeconds: number;
  /** The same as an `rdp://` address, where that is possible. */
  link: string | null;
  hostSignOn: boolean;
  /** SHA-256 of the certificate that the host will show, in hexadecimal, where the farm knows it. */
  hostCertificate: string | null;
}

export type StageName =
  | 'authenticated'
  | 'queued'
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
  /** Milliseconds since the stage before it. */
  spentMs: number;
  /** Whether that was longer than usual. */
  slow: boolean;
  failure: string | null;
}

/** A stage that is waited for, longer than usual. */
export interface Stuck {
  stage: StageName;
  seconds: number;
}

interface AnyLaunch {
  id: string;
  state: LaunchState;
  reason: string | null;
  host: string | null;
  stages: Stage[];
  stuck: Stuck | null;
}

export interface Launch extends AnyLaunch {
  /** That of the click. */
  key: string;
  /** How many wait in the queue before it, and itself; null when it does not wait. */
  queuePosition: number | null;
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
  /** Whether its host has an agent that knows of it. */
  managed: boolean;
  state: SessionState;
  startedSecondsAgo: number;
  windows: SessionWindow[];
  resources: string[];
}

export type HostState = 'enabled' | 'draining' | 'draining-until-reboot' | 'maintenance' | 'disabled';

export type HostStatus = 'ready' | 'silent' | 'never-reported' | 'rdp-fails' | 'front-not-ready' | 'not-checked';

export type HostKind = 'managed' | 'unmanaged';

export interface Host {
  id: string;
  name: string;
  kind: HostKind;
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
  /** An ISO date-time; null for an unmanaged host. */
  certificateExpires: string | null;
  /** What its remote desktop service lets through for everybody. */
  clipboard: ClipboardWays;
  /** Who signs people in there: Usher, or the host with their own credentials. */
  signOn: 'usher' | 'host';
  /** Of an unmanaged host. */
  system: HostSystem | null;
  /** Of an unmanaged host. */
  proof: { kind: 'pinned' | 'authority'; sha256: string | null } | null;
  /** What is told to people whom its maintenance leaves without a host; empty for nothing. */
  message: string;
  /** How many sessions may begin on it at once; null for the site's number. */
  maxLogons: number | null;
}

export type HostSystem = 'windows' | 'other';

export interface UnmanagedHost {
  name: string;
  /** `host:port`. */
  address: string;
  system: HostSystem;
  maxSessions: number;
  proof: { kind: 'pinned'; sha256: string } | { kind: 'authority' };
}

export interface HostCertificate {
  sha256: string;
  subject: string;
  issuer: string;
  /** An ISO date-time. */
  notAfter: string;
  /** Whether the host wants people to sign on before it shows anything. */
  nla: boolean;
}

export type HostChange = Partial<Pick<Host, 'state' | 'maxSessions' | 'name' | 'message'>> & {
  /** 0 for the site's number. */
  maxLogons?: number;
};

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
  policy: PartialPolicy;
  /** The program that opens what is no program itself; empty for what the host has. */
  opener: string;
  where: OpensOn;
  kiosk: boolean;
  single: boolean;
  available: boolean;
  message: string;
  /** How many people may have it open at the same time; 0 for any number. */
  maxUses: number;
  credentials: FolderCredentials;
  account: string;
  /** The one that is kept when absent. */
  accountPassword?: string;
  /** Whether it opens by itself when a session begins with something else. */
  autoStart: boolean;
  /** The endings of the names of files that an application opens, without a dot. */
  extensions: string[];
  perHost: PerHost[];
}

/** What is different on one host; null is as everywhere. */
export interface PerHost {
  host: string;
  target: string | null;
  arguments: string[] | null;
  startIn: string | null;
}

/** With what a network folder is opened. */
export type FolderCredentials = 'ask' | 'account' | 'kerberos';

export interface AdminResource extends Omit<AdminResourceForm, 'accountPassword'> {
  accountPasswordSet: boolean;
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
  /** Null for the site's. */
  connectionMode: ConnectionMode | null;
  policy: PartialPolicy;
}

export type GroupForm = Partial<Omit<Group, 'id'>>;

export interface AdminSession extends Session {
  user: { id: string; name: string; displayName: string };
  hostId: string;
  account: string;
  clientAddress: string | null;
  /** Who looks at it now; null when nobody does, or when its host does not tell. */
  client: SessionClient | null;
}

/** What became of something that was done to many sessions, for one of them. */
export interface SessionOutcome {
  session: string;
  done: boolean;
  /** Null when it was done. */
  reason: string | null;
}

export interface SessionOutcomes {
  results: SessionOutcome[];
}

/** Who looks at a session. Names and versions are what the client says. */
export interface SessionClient {
  kind: 'browser' | 'rdp';
  name: string;
  version: string;
  mode: ConnectionMode;
  idleSeconds: number;
  bytesIn: number;
  bytesOut: number;
  bytesInPerSecond: number;
  bytesOutPerSecond: number;
}

export interface Candidate {
  host: string;
  name: string;
  /** The parts of the cap, the processors and the memory that are in use, from 0 to 1. */
  sessions: number;
  /** Null for a host that reports nothing. */
  cpu: number | null;
  memory: number | null;
  /** Their weighted mean: 0 is idle and 1 is full. */
  score: number;
}

export interface Rejected {
  host: string;
  name: string;
  because: string;
}

/** By what hosts are compared: by their load, or by how long ago they were given a session. */
export type PlacementMethod = 'resources' | 'round-robin';

export interface Placement {
  /** Null in old ones. */
  method: PlacementMethod | null;
  chosen: string | null;
  candidates: Candidate[];
  rejected: Rejected[];
}

export interface AdminLaunch extends AnyLaunch {
  user: string;
  resource: string | null;
  /** What the reason does not tell. */
  detail: string | null;
  client: 'browser' | 'rdp';
  /** Where the click came from. */
  address: string;
  /** An ISO date-time. */
  at: string;
  placement: Placement | null;
}

/** How long one stage takes on one host. */
export interface LaunchTime {
  host: string;
  name: string;
  stage: StageName;
  p50Ms: number;
  p95Ms: number;
  /** Of how many launches. */
  count: number;
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
  /** Where clients reach the gateways; null to believe what each request says. */
  publicAddress: string | null;
  accountsOnDemand: boolean;
  sessionEndsAfterSeconds: number;
  connectionMode: ConnectionMode;
  clientsMayChoose: boolean;
  /** Whether a connection file is bound to the address that used it first. */
  addressBound: boolean;
  policy: Policy;
}

/** How the site chooses a host for a new session. */
export interface PlacementSettings {
  method: PlacementMethod;
  /** How much it counts for a host's load; 0 for nothing. */
  sessionsWeight: number;
  cpuWeight: number;
  memoryWeight: number;
  /** A host that has not reported for so long is not used. */
  deadSeconds: number;
  reportSeconds: number;
  /** How many sessions may begin at once on a host; 0 for any number. */
  logonsPerHost: number;
  queueSeconds: number;
}

export type SiteChange = Partial<Omit<SiteSettings, 'id'>>;
