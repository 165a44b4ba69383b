// The API of the contract, on the farm in memory.
import { randomUUID } from 'node:crypto';
import { adminRoutes } from './admin.mjs';
import { notFound, Refusal, STREAMING } from './answers.mjs';
import { events } from './events.mjs';

const SESSION = '__Host-usher';
const CSRF = '__Host-usher-csrf';
const PASSWORD = 'usher';
const COOKIE = 'Path=/; Secure; SameSite=Strict';

const routes = [
  ['GET', '/me', ({ me }) => me()],
  ['POST', '/sign-in', signIn, 'open'],
  ['POST', '/sign-out', ({ farm, cookies }) => void farm.signedIn.delete(cookies[SESSION])],
  [
    'GET',
    '/resources',
    ({ farm, user }) =>
      farm.resources.filter((one) => farm.allows(user, one)).map((one) => publicResource(farm, user, one)),
  ],
  ['PATCH', '/me/preferences', ({ farm, user, body }) => void farm.preferences.set(user.id, body)],
  ['POST', '/client-grants', () => ({ grant: randomUUID() })],
  ['GET', '/farm', ({ request }) => farmFacts(request), 'open'],
  ['GET', '/icons/:digest', ({ farm, of }) => farm.icons.get(of.digest) ?? notFound(), 'open'],
  ['POST', '/launches', launch],
  ['GET', '/launches/:id', ({ farm, of }) => publicLaunch(farm.launches.find((one) => one.id === of.id) ?? notFound())],
  ['GET', '/sessions', ({ farm, user }) => farm.sessionsOf(user)],
  ['POST', '/sessions/:id/disconnect', (call) => call.farm.disconnect(mine(call))],
  ['DELETE', '/sessions/:id', (call) => call.farm.endSession(mine(call).id)],
  [
    'POST',
    '/sessions/:id/windows/:window/raise',
    (call) => {
      mine(call).windows.forEach((window) => (window.active = window.id === call.of.window));
      call.farm.tell();
    },
  ],
  ['POST', '/sessions/:id/windows/:window/close', (call) => call.farm.closeWindow(mine(call), call.of.window)],
  [
    'GET',
    '/events',
    (call) =>
      events(call, (launch) => ({
        sessions: call.farm.sessionsOf(call.user),
        launch: launch?.owner === call.user.id ? publicLaunch(launch) : undefined,
      })),
  ],
  ...adminRoutes,
];

export async function handleApi(farm, request, response, url) {
  const cookies = Object.fromEntries((request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=')));
  if (request.method === 'GET' && !cookies[CSRF]) {
    response.setHeader('Set-Cookie', `${CSRF}=${randomUUID()}; ${COOKIE}`);
  }
  const call = { farm, request, response, cookies, query: url.searchParams, user: farm.signedIn.get(cookies[SESSION]) };
  call.me = () => meOf(farm, call.user);
  try {
    const answer = await answerTo(call, url.pathname.slice('/api/v1'.length));
    if (answer !== STREAMING) {
      send(response, answer);
    }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) {
      throw refusal;
    }
    response.writeHead(refusal.problem.status, {
      'Content-Type': 'application/problem+json',
      ...(refusal.problem.retryAfterSeconds ? { 'Retry-After': refusal.problem.retryAfterSeconds } : {}),
    });
    response.end(JSON.stringify(refusal.problem));
  }
}

async function answerTo(call, path) {
  if (call.farm.away) {
    throw new Refusal(503, 'broker-unavailable', 'No broker answers at the moment.');
  }
  const { method, headers } = call.request;
  const [route, of] = find(method, path);
  if (route[3] !== 'open' && !call.user) {
    throw new Refusal(401, 'sign-in-required', 'Sign in first.', {
      site: { id: call.farm.site.id, name: call.farm.site.name },
    });
  }
  if (route[3] === 'admin' && !call.user.administrator) {
    throw new Refusal(403, 'administrator-required', 'Only administrators may do this.');
  }
  if (method !== 'GET' && headers['x-csrf-token'] !== call.cookies[CSRF]) {
    throw new Refusal(403, 'csrf', 'The page is not the one that the service gave out.');
  }
  call.of = of;
  call.body = await bodyOf(call.request);
  return route[2](call);
}

function find(method, path) {
  for (const route of routes) {
    const pattern = new RegExp(`^${route[1].replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
    const match = route[0] === method && pattern.exec(path);
    if (match) {
      return [
        route,
        Object.fromEntries(Object.entries(match.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)])),
      ];
    }
  }
  return notFound();
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return (request.headers['content-type'] ?? '').startsWith('application/json')
    ? JSON.parse(bytes.toString() || '{}')
    : bytes;
}

function send(response, answer) {
  if (answer === undefined) {
    response.writeHead(204).end();
  } else if (answer.bytes) {
    response.writeHead(200, { 'Content-Type': answer.type, 'Cache-Control': 'private, max-age=31536000, immutable' });
    response.end(answer.bytes);
  } else {
    response.writeHead(answer.outcome ? 201 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer));
  }
}

function meOf(farm, { id, name, displayName, administrator }) {
  return {
    id,
    name,
    displayName,
    administrator,
    site: { id: farm.site.id, name: farm.site.name },
    preferences: farm.preferences.get(id) ?? { openIn: 'browser' },
    connection: {
      mode: farm.modeOf(id),
      mayChoose: farm.site.clientsMayChoose,
      modes: ['gateway-ssl', 'direct-ssl', 'direct', 'automatic'],
    },
  };
}

function signIn({ farm, body, response }) {
  const tries = farm.wrong.get(body.name) ?? 0;
  if (tries >= 5) {
    setTimeout(() => farm.wrong.delete(body.name), 8_000).unref();
    throw new Refusal(429, 'sign-in-too-many', 'Too many attempts.', { retryAfterSeconds: 8 });
  }
  const user = farm.users.find((one) => one.name === body.name && one.enabled);
  if (!user || body.password !== PASSWORD) {
    farm.wrong.set(body.name, tries + 1);
    throw new Refusal(401, 'sign-in-failed', 'Name or password is wrong.');
  }
  farm.wrong.delete(body.name);
  const token = randomUUID();
  farm.signedIn.set(token, user);
  response.appendHeader('Set-Cookie', `${SESSION}=${token}; HttpOnly; ${COOKIE}`);
  return meOf(farm, user);
}

function launch({ farm, user, body }) {
  const { launch, session, opened, refused, policy, hostSignOn } = farm.launch(user, body);
  if (refused) {
    const status = refused.endsWith('unknown') ? 404 : 409;
    throw new Refusal(status, refused, 'The service says no for a reason of its own.', { launch: launch.id });
  }
  farm.record(user.name, 'resource.launch', launch.resource ?? `session ${session.id}`);
  const answer = { launch: launch.id, session: session.id, policy, hostSignOn, ticket: null, target: null };
  if (opened) {
    return { ...answer, outcome: 'opened' };
  }
  return body.client?.kind === 'rdp'
    ? { ...answer, outcome: 'file', file: fileOf(farm, user, body.client, launch, hostSignOn) }
    : { ...answer, outcome: 'connect', ticket: `mock.${session.id}`, target: 'host-1.farm.internal:3389' };
}

/** Looks like a connection file and opens nothing. */
function fileOf(farm, user, { carrier, mode }, launch, hostSignOn) {
  const chosen = mode ?? farm.modeOf(user.id);
  const secret = carrier === 'password' ? 'password:s:mock' : 'loadbalanceinfo:s:usher:mock';
  const text = ['full address:s:host-1.farm.internal:3389', 'remoteapplicationmode:i:0', secret, ''].join('\r\n');
  return {
    name: `${launch.resource ?? 'Session'}.rdp`,
    content: Buffer.from(`\ufeff${text}`, 'utf16le').toString('base64'),
    mode: chosen,
    expiresSeconds: farm.fileSeconds,
    link: chosen.startsWith('direct') ? 'rdp://full%20address=s:host-1.farm.internal:3389' : null,
    hostSignOn,
  };
}

function farmFacts(request) {
  return {
    publicAddress: request.headers.host,
    fileSigner: { sha1: 'ab'.repeat(20), sha256: 'cd'.repeat(32), subject: 'CN=Northwind connection files' },
    authority: '-----BEGIN CERTIFICATE-----\nMOCK\n-----END CERTIFICATE-----\n',
  };
}

function mine({ farm, user, of }) {
  return farm.sessions.find((one) => one.id === of.id && one.user === user.id) ?? notFound();
}

function publicResource(farm, user, resource) {
  const { id, name, kind, folder, icon, where, single, available, message, extensions } = resource;
  const opening = { where, address: where === 'host' ? null : resource.target, single, available, message, extensions };
  const policy = farm.policyOf(user, resource);
  return { id, name, kind, folder, icon, hostSignOn: farm.hostSignOn(resource), policy, ...opening };
}

function publicLaunch({ id, key, state, reason, host, stages, stuck }) {
  return { id, key, state, reason, host, stages, stuck, queuePosition: null };
}
