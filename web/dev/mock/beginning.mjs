// What the farm holds when the mock starts.
import { createHash } from 'node:crypto';

const GLYPHS = {
  writer: ['#1d6fb8', '<path d="M18 20h28M18 28h28M18 36h20M18 44h24"/>'],
  calc: ['#2c8a4b', '<path d="M16 18h32v28H16zM16 28h32M16 38h32M27 18v28M38 18v28"/>'],
  draw: ['#b8731d', '<path d="M18 44l6-16 16-10 6 6-10 16zM24 40l8-8"/>'],
  terminal: ['#3b4252', '<path d="M18 22l10 9-10 9M32 42h14"/>'],
  files: ['#3e74c7', '<path d="M14 22h14l4 5h18v19H14z"/>'],
  web: ['#7a4bb5', '<circle cx="32" cy="32" r="15"/><path d="M17 32h30M32 17c-9 9-9 21 0 30M32 17c9 9 9 21 0 30"/>'],
  mail: ['#b53a4b', '<path d="M14 20h36v24H14zM14 22l18 13 18-13"/>'],
  desktop: ['#2a6f77', '<path d="M14 16h36v24H14zM26 48h12M32 40v8"/>'],
};

export const icons = Object.values(GLYPHS).map(([colour, glyph]) => {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="${colour}"/>` +
    `<g fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round">${glyph}</g></svg>`;
  return [createHash('sha256').update(svg).digest('hex'), { type: 'image/svg+xml', bytes: Buffer.from(svg) }];
});

const digests = Object.fromEntries(Object.keys(GLYPHS).map((name, index) => [name, icons[index][0]]));
const iconOf = (name) => (name ? `/api/v1/icons/${digests[name]}` : null);

export const site = {
  id: 'main',
  name: 'Northwind',
  accountsOnDemand: true,
  sessionEndsAfterSeconds: 60,
  publicAddress: null,
  connectionMode: 'gateway-ssl',
  clientsMayChoose: true,
  addressBound: true,
  policy: { clipboard: 'both', drives: false, printers: false, audio: true, idleMinutes: 0, disconnectedMinutes: 0, sessionMinutes: 0 },
};

export const NO_WORD = {
  clipboard: null,
  drives: null,
  printers: null,
  audio: null,
  idleMinutes: null,
  disconnectedMinutes: null,
  sessionMinutes: null,
};

export const users = [
  ['u1', 'alice', 'Alice Archer', false, ['g1'], { name: 'alice', uid: 20001, origin: 'created' }, 120],
  ['u2', 'admin', 'Ada Minton', true, ['g1', 'g2'], { name: 'ada', uid: 20002, origin: 'existing' }, 30],
  ['u3', 'bob', 'Bob Baker', false, ['g1'], { name: 'bob', uid: 20003, origin: 'created' }, 86_400 * 3],
  ['u4', 'carol', 'Carol Cho', false, [], null, null],
].map(([id, name, displayName, administrator, groups, account, lastSignInSecondsAgo]) => ({
  id,
  name,
  displayName,
  administrator,
  enabled: id !== 'u4',
  locked: id === 'u3',
  groups,
  account,
  lastSignInSecondsAgo,
}));

export const groups = [
  { id: 'g1', name: 'Everybody', members: ['u1', 'u2', 'u3'], connectionMode: null, policy: NO_WORD },
  {
    id: 'g2',
    name: 'Administrators',
    members: ['u2'],
    connectionMode: 'automatic',
    policy: { ...NO_WORD, drives: true, idleMinutes: 30 },
  },
];

const expires = new Date(Date.now() + 90 * 86_400_000).toISOString();

export const hosts = [
  ['h1', 'host-1', 'enabled', 40, 'ready', 1, 0.24, 0.41, 7],
  ['h2', 'host-2', 'enabled', 40, 'ready', 1, 0.78, 0.83, 31],
  ['h3', 'host-3', 'maintenance', 40, 'ready', 2, 0.12, 0.3, 2],
  ['h4', 'host-4', 'enabled', 20, 'silent', 340, null, null, 0],
  ['h5', 'host-5', 'disabled', 20, 'never-reported', null, null, null, 0],
  ['h6', 'winserver', 'enabled', 10, 'ready', null, null, null, 1],
].map(([id, name, state, maxSessions, status, lastReportSecondsAgo, cpu, memory, sessions]) => ({
  id,
  name,
  target: `${name}.farm.internal:3389`,
  kind: id === 'h6' ? 'unmanaged' : 'managed',
  signOn: id === 'h6' ? 'host' : 'usher',
  clipboard: id === 'h3' ? 'to-session' : 'both',
  system: id === 'h6' ? 'windows' : null,
  proof: id === 'h6' ? { kind: 'pinned', sha256: 'ab'.repeat(32) } : null,
  state,
  maxSessions,
  version: status === 'never-reported' || id === 'h6' ? '' : '0.1.0',
  status,
  lastReportSecondsAgo,
  cpu,
  memory,
  sessions,
  certificateExpires: id === 'h6' ? null : expires,
  message: id === 'h3' ? 'New disks. Back at noon.' : '',
  maxLogons: id === 'h2' ? 4 : null,
}));

export const resources = [
  ['r1', 'Writer', 'Office/Text', 'writer', 'application', 'libreoffice'],
  ['r2', 'Calculator sheets', 'Office', 'calc', 'application', 'libreoffice'],
  ['r3', 'Drawing', 'Office', 'draw', 'application', 'libreoffice'],
  ['r4', 'Terminal', '', 'terminal', 'application', 'xterm'],
  ['r5', 'Files', '', 'files', 'application', 'pcmanfm'],
  ['r6', 'Web browser', '', 'web', 'application', 'chromium'],
  ['r7', 'Mail', 'Office', 'mail', 'application', 'thunderbird'],
  ['r8', 'Linux desktop', 'Desktops', 'desktop', 'desktop', ''],
  ['r9', 'Quarterly figures and other very long names', 'Finance', null, 'application', 'figures'],
  ['r10', 'Änderungen', 'Finance', null, 'application', 'changes'],
  ['r11', 'Windows desktop', 'Desktops', 'desktop', 'desktop', ''],
  ['r12', 'Handbook', 'Office', null, 'document', '/srv/handbook.pdf'],
  ['r13', 'Intranet', '', null, 'web', 'https://intranet.example/'],
  ['r15', 'Team folder', '', null, 'folder', 'smb://files.example/team'],
  ['r14', 'Time sheets', 'Finance', null, 'web', 'https://times.example/'],
].map(([id, name, folder, icon, kind, target]) => ({
  id,
  kind,
  name,
  folder,
  target,
  arguments: kind !== 'application' ? [] : ['--new', 'a file.txt'],
  startIn: '',
  icon: iconOf(icon),
  iconDigest: icon ? digests[icon] : null,
  enabled: true,
  users: [],
  groups: ['g1'],
  hosts: id === 'r11' ? ['h6'] : ['h1', 'h2', 'h3'],
  policy:
    id === 'r9' ? { ...NO_WORD, clipboard: 'none' } : id === 'r10' ? { ...NO_WORD, clipboard: 'to-session' } : NO_WORD,
  opener: '',
  where: id === 'r13' ? 'device-or-host' : 'host',
  kiosk: false,
  single: false,
  available: id !== 'r14',
  message: id === 'r14' ? 'Closed until Monday for the new year’s figures.' : '',
  maxUses: 0,
  credentials: 'ask',
  account: '',
  accountPasswordSet: false,
  autoStart: id === 'r1',
  extensions: id === 'r1' ? ['odt', 'docx'] : [],
  perHost: id === 'r1' ? [{ host: 'h2', target: '/opt/office/bin/writer', arguments: null, startIn: '/srv' }] : [],
}));

export const APPLICATIONS = [
  ['writer', 'LibreOffice Writer', 'Create and edit text documents', ['libreoffice', '--writer'], false],
  ['calc', 'LibreOffice Calc', 'Calculate in sheets', ['libreoffice', '--calc'], false],
  ['terminal', 'XTerm', 'Standard terminal emulator', ['xterm'], false],
  ['files', 'File Manager', 'Browse the file system', ['pcmanfm', '%U'], false],
  ['desktop', 'Xfce desktop', 'A whole desktop', ['startxfce4'], true],
].map(([icon, name, comment, command, desktop]) => ({ id: icon, name, comment, command, desktop, icon: iconOf(icon) }));

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const timeline = (times, failure) =>
  [
    'authenticated',
    'placed',
    'ticket',
    'tunnel',
    'host-connected',
    'sign-on',
    'session-created',
    'launcher',
    'first-window',
  ]
    .slice(0, times.length)
    .map((stage, index) => ({
      stage,
      ms: times[index],
      spentMs: times[index] - (times[index - 1] ?? 0),
      slow: times[index] - (times[index - 1] ?? 0) > 3_000,
      failure: failure && index === times.length - 1 ? failure : null,
    }));

export function beginLaunches() {
  const candidates = [
    { host: 'h1', name: 'host-1', sessions: 0.175, cpu: 0.24, memory: 0.41, score: 0.25 },
    { host: 'h2', name: 'host-2', sessions: 0.775, cpu: 0.78, memory: 0.83, score: 0.79 },
  ];
  const rejected = [
    { host: 'h3', name: 'host-3', because: 'host-draining' },
    { host: 'h4', name: 'host-4', because: 'host-silent' },
    { host: 'h5', name: 'host-5', because: 'host-disabled' },
  ];
  return [
    {
      id: 'l3',
      user: 'bob',
      resource: 'Writer',
      host: 'host-1',
      at: minutesAgo(4),
      state: 'running',
      reason: null,
      stuck: null,
      detail: null,
      client: 'browser',
      address: '192.0.2.17',
      stages: timeline([3, 12, 64, 120, 190, 340, 980, 1_240, 2_810]),
      placement: { method: 'resources', chosen: 'h1', candidates, rejected },
    },
    {
      id: 'l2',
      user: 'bob',
      resource: 'Terminal',
      host: 'host-2',
      at: minutesAgo(26),
      state: 'failed',
      reason: 'program-missing',
      stuck: null,
      detail: null,
      client: 'browser',
      address: '192.0.2.17',
      stages: timeline([4, 15, 71, 133, 205, 402, 1_100, 1_350], 'program-missing'),
      placement: { method: 'resources', chosen: 'h2', candidates: [...candidates].reverse(), rejected },
    },
    {
      id: 'l1',
      user: 'carol',
      resource: 'Mail',
      host: null,
      at: minutesAgo(180),
      state: 'failed',
      reason: 'account-none',
      stuck: null,
      detail: null,
      client: 'browser',
      address: '192.0.2.17',
      stages: timeline([5]),
      placement: null,
    },
  ];
}

export function beginAudit() {
  const actions = [
    ['admin', 'user.sign-in', 'admin', 'done', null],
    ['bob', 'resource.launch', 'Writer', 'done', null],
    ['bob', 'user.sign-in', 'bob', 'refused', 'sign-in-failed'],
    ['admin', 'resource.change', 'Terminal', 'done', null],
    ['host-2', 'component.join', 'host-2', 'done', null],
    ['carol', 'resource.launch', 'Mail', 'refused', 'account-none'],
  ];
  return Array.from({ length: 240 }, (_, index) => {
    const [actor, action, object, outcome, reason] = actions[index % actions.length];
    return {
      id: 240 - index,
      at: minutesAgo(index * 7),
      actor,
      address: actor === 'host-2' ? '' : '192.0.2.17',
      action,
      object,
      outcome,
      reason,
      details: action === 'resource.launch' ? { launch: `l${index}`, host: 'host-1' } : {},
    };
  });
}

export const placement = {
  method: 'resources',
  sessionsWeight: 2,
  cpuWeight: 1,
  memoryWeight: 1,
  deadSeconds: 15,
  reportSeconds: 3,
  logonsPerHost: 10,
  queueSeconds: 120,
};
