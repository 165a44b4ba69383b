// The farm in memory: what the broker would keep in its database, and what its hosts would report.
import { createHash, randomUUID } from 'node:crypto';
import { APPLICATIONS, beginAudit, beginLaunches, groups, hosts, icons, placement, resources, site, users } from './beginning.mjs';

export const STAGES = [
  'authenticated',
  'placed',
  'ticket',
  'tunnel',
  'host-connected',
  'sign-on',
  'session-created',
  'launcher',
  'first-window',
];

const MODES = ['gateway-ssl', 'gateway', 'direct-ssl', 'direct', 'automatic'];
const UNMANAGED_HOST = 'h6';

export class Farm {
  away = false;
  hold = false;
  next = {};
  signedIn = new Map();
  wrong = new Map();
  streams = new Set();
  site = structuredClone(site);
  placement = structuredClone(placement);
  users = structuredClone(users);
  groups = structuredClone(groups);
  hosts = structuredClone(hosts);
  resources = structuredClone(resources);
  icons = new Map(icons);
  sessions = [];
  preferences = new Map();
  /** So long a connection file can be used for the first time. */
  fileSeconds = 600;
  launches = beginLaunches();
  audit = beginAudit();
  listeners = new Set();

  constructor() {
    setInterval(() => this.breathe(), 2_000).unref();
  }

  clear() {
    Object.assign(this, { hosts: [], resources: [], groups: [], sessions: [], launches: [], audit: [] });
    this.tell();
  }

  applicationsOf(host) {
    return host.state === 'disabled' ? [] : APPLICATIONS;
  }

  /** The load goes up and down a little, as it does. */
  breathe() {
    for (const host of this.hosts.filter((one) => one.cpu !== null)) {
      host.cpu = Math.min(0.97, Math.max(0.03, host.cpu + (Math.random() - 0.5) * 0.1));
      host.lastReportSecondsAgo = 1;
    }
    this.tell();
  }

  allows(user, resource) {
    const inGroup = this.groups.some((group) => resource.groups.includes(group.id) && group.members.includes(user.id));
    return resource.enabled && (resource.users.includes(user.id) || inGroup);
  }

  modeOf(user) {
    const wanted = this.groups.filter((group) => group.members.includes(user)).map((group) => group.connectionMode);
    return MODES.find((mode) => wanted.includes(mode)) ?? this.site.connectionMode;
  }

  hostSignOn(resource) {
    return this.hosts.some((host) => resource.hosts.includes(host.id) && host.signOn === 'host');
  }

  policyOf(user, resource) {
    const groups = this.groups.filter((group) => group.members.includes(user.id));
    const words = [this.site, resource, ...groups].filter(Boolean).map((one) => one.policy);
    const said = (setting) => words.map((policy) => policy[setting]).filter((word) => word !== null);
    const clipboards = said('clipboard').filter((ways) => ways !== 'both');
    const shortest = (setting) => {
      const limits = said(setting).filter((minutes) => minutes > 0);
      return limits.length > 0 ? Math.min(...limits) : 0;
    };
    const enforcer = resource && this.hostSignOn(resource) ? 'advice' : 'front';
    return {
      clipboard: clipboards.every((ways) => ways === clipboards[0]) ? (clipboards[0] ?? 'both') : 'none',
      drives: said('drives').every(Boolean),
      printers: said('printers').every(Boolean),
      audio: said('audio').every(Boolean),
      idleMinutes: shortest('idleMinutes'),
      disconnectedMinutes: shortest('disconnectedMinutes'),
      sessionMinutes: shortest('sessionMinutes'),
      enforced: {
        clipboard: enforcer,
        drives: enforcer,
        printers: enforcer === 'front' ? 'host' : enforcer,
        audio: enforcer,
      },
    };
  }

  seconds(session) {
    return Math.round((Date.now() - session.started) / 1000);
  }

  sessionsOf(user) {
    return this.sessions.filter((one) => one.user === user.id).map((one) => this.publicSession(one));
  }

  publicSession({ id, kind, host, state, windows, resources, ...session }) {
    const name = this.hosts.find((one) => one.id === host)?.name ?? host;
    return {
      id,
      kind,
      host: name,
      managed: host !== UNMANAGED_HOST,
      state,
      startedSecondsAgo: this.seconds(session),
      windows,
      resources,
    };
  }

  adminSessions() {
    return this.sessions.map((one) => {
      const user = this.users.find((candidate) => candidate.id === one.user);
      return {
        ...this.publicSession(one),
        user: { id: user.id, name: user.name, displayName: user.displayName },
        hostId: one.host,
        account: one.host === UNMANAGED_HOST ? '' : (user.account?.name ?? user.name),
        clientAddress: one.state === 'active' ? '192.0.2.17' : null,
        client:
          one.state === 'active'
            ? {
                kind: 'browser',
                name: 'Firefox',
                version: '140',
                mode: 'gateway-ssl',
                idleSeconds: 130,
                bytesIn: 41_000,
                bytesOut: 5_300_000,
                bytesInPerSecond: 310,
                bytesOutPerSecond: 22_000,
              }
            : null,
      };
    });
  }

  launch(user, { key, resource: wanted, session: wantedSession, another, attached, client }) {
    const next = this.next;
    this.next = {};
    const resource = this.resources.find((one) => one.id === wanted);
    const kind = resource?.kind === 'desktop' ? 'desktop' : 'applications';
    const unmanaged = resource !== undefined && this.hostSignOn(resource);
    let session = wantedSession
      ? this.sessions.find((one) => one.id === wantedSession && one.user === user.id)
      : this.sessions.find(
          (one) => one.kind === kind && one.user === user.id && (one.host === UNMANAGED_HOST) === unmanaged,
        );
    const launch = {
      id: randomUUID(),
      owner: user.id,
      user: user.name,
      resource: resource?.name ?? null,
      state: 'pending',
    };
    Object.assign(launch, { key, host: null, at: new Date().toISOString(), reason: null, stages: [], placement: null });
    Object.assign(launch, { stuck: null, detail: null, client: client?.kind ?? 'browser', address: '192.0.2.17' });
    this.launches.unshift(launch);
    const refused = next.refuse ?? (wanted && !(resource && this.allows(user, resource)) ? 'resource-unknown' : null);
    if (refused ?? (wantedSession && !session)) {
      Object.assign(launch, { state: 'failed', reason: refused ?? 'session-unknown' });
      return { launch, refused: launch.reason };
    }
    if (!session) {
      const host = this.hosts.find((one) =>
        unmanaged ? one.id === UNMANAGED_HOST : one.state === 'enabled' && one.status === 'ready',
      );
      session = { id: randomUUID(), user: user.id, kind, host: host.id, state: 'starting', windows: [], resources: [] };
      session.started = Date.now();
      this.sessions.push(session);
      launch.placement = {
        method: 'resources',
        chosen: host.id,
        candidates: [{ host: host.id, name: host.name, sessions: 0.1, cpu: 0.2, memory: 0.3, score: 0.175 }],
        rejected: this.hosts
          .filter((one) => one !== host)
          .map((one) => ({
            host: one.id,
            name: one.name,
            because: one.state === 'enabled' ? 'host-silent' : `host-${one.state}`,
          })),
      };
    }
    launch.session = session.id;
    launch.host = this.hosts.find((one) => one.id === session.host)?.name ?? null;
    const opened = attached?.includes(session.id) ?? false;
    this.play(launch, session, opened ? null : resource, next, opened);
    if (resource && (opened || session.windows.length > 0)) {
      setTimeout(() => this.openWindow(session, resource, another), 600);
    }
    const shown = resource ?? this.resources.find((one) => session.resources.includes(one.id));
    return { launch, session, opened, policy: this.policyOf(user, shown), hostSignOn: session.host === UNMANAGED_HOST };
  }

  /** The stages pass by as they would. */
  play(launch, session, resource, next, opened) {
    const began = Date.now();
    launch.state = opened ? 'opened' : 'connecting';
    STAGES.forEach((stage, index) => {
      setTimeout(
        () => {
          if (launch.state === 'failed' || launch.stalled) {
            return;
          }
          if (next.stall === stage) {
            launch.stalled = true;
            const since = Date.now();
            setTimeout(() => {
              launch.stuck = { stage, seconds: Math.round((Date.now() - since) / 1_000) };
              this.tell(launch);
            }, 3_000);
            return;
          }
          const failure = next.failAt === stage ? next.code : null;
          const ms = Date.now() - began;
          launch.stages.push({ stage, ms, spentMs: ms - (launch.stages.at(-1)?.ms ?? 0), slow: false, failure });
          if (failure) {
            Object.assign(launch, { state: 'failed', reason: failure });
          } else if (stage === 'session-created') {
            session.state = 'active';
          } else if (stage === 'first-window') {
            launch.state = opened ? 'opened' : 'running';
            if (resource) {
              this.openWindow(session, resource, false);
            }
          }
          this.tell(launch);
        },
        120 + index * 180,
      );
    });
  }

  openWindow(session, resource, another) {
    if (session.host === UNMANAGED_HOST) {
      return;
    }
    const there = session.windows.some((window) => window.resource === resource.id);
    session.windows.forEach((window) => (window.active = false));
    if (there && !another) {
      session.windows.find((window) => window.resource === resource.id).active = true;
    } else {
      const title =
        resource.kind === 'desktop' ? resource.name : `Untitled ${session.windows.length + 1} — ${resource.name}`;
      session.windows.push({ id: randomUUID(), title, active: true, resource: resource.id });
    }
    session.resources = [...new Set(session.windows.map((window) => window.resource))];
    this.tell();
  }

  closeWindow(session, id) {
    session.windows = session.windows.filter((window) => window.id !== id);
    session.resources = [...new Set(session.windows.map((window) => window.resource))];
    if (session.windows.length === 0) {
      this.endSession(session.id);
    }
    this.tell();
  }

  disconnect(session) {
    session.state = 'disconnected';
    this.streams.forEach((stream) => stream.session === session.id && stream.end('disconnected'));
    this.tell();
  }

  keepIcon(bytes, type) {
    const digest = createHash('sha256').update(bytes).digest('hex');
    this.icons.set(digest, { type, bytes });
    return { digest, url: `/api/v1/icons/${digest}` };
  }

  endSession(id) {
    this.sessions = this.sessions.filter((session) => session.id !== id);
    this.streams.forEach((stream) => stream.session === id && stream.end('session-ended'));
    this.tell();
  }

  record(actor, action, object, outcome = 'done', reason = null, details = {}) {
    const id = this.audit.length + 1;
    this.audit.unshift({
      id,
      at: new Date().toISOString(),
      actor,
      address: '127.0.0.1',
      action,
      object,
      outcome,
      reason,
      details,
    });
  }

  /** Tells every event stream what has changed. */
  tell(launch) {
    this.listeners.forEach((listener) => listener.changed(launch));
  }

  dropEvents() {
    this.listeners.forEach((listener) => listener.drop());
  }
}
