// The administrators' part of the API.
import { randomUUID } from 'node:crypto';
import { notFound, Refusal } from './answers.mjs';
import { NO_WORD } from './beginning.mjs';
import { events } from './events.mjs';
import { STAGES } from './farm.mjs';

const UNMANAGED = {
  kind: 'unmanaged',
  signOn: 'host',
  clipboard: 'both',
  state: 'enabled',
  version: '',
  status: 'not-checked',
  lastReportSecondsAgo: null,
  cpu: null,
  memory: null,
  sessions: 0,
  certificateExpires: null,
};

const byId = (list, id) => list.find((one) => one.id === id) ?? notFound();

/** Does something to many sessions; those on hosts without an agent cannot be told anything. */
function each({ farm, body }, what) {
  return {
    results: body.sessions.map((id) => {
      const session = farm.sessions.find((one) => one.id === id);
      if (session) {
        what(session);
      }
      return { session: id, done: session !== undefined, reason: session ? null : 'session-unknown' };
    }),
  };
}

const route = (method, path, handler) => [method, `/admin${path}`, handler, 'admin'];

export const adminRoutes = [
  route('GET', '/hosts', ({ farm }) => farm.hosts),
  route('POST', '/hosts', (call) => {
    const { name, address, system, maxSessions, proof } = call.body;
    requireValid([
      !/^[^\s:]+(:\d+)?$/.test(address) && ['address', 'A name or address, a colon and a port.'],
      !name && ['name', 'A host needs a name.'],
    ]);
    requireFree(call.farm.hosts, name, null);
    const host = { ...UNMANAGED, id: randomUUID(), name, target: address, system, maxSessions, proof, message: '', maxLogons: null };
    call.farm.hosts.push(host);
    return said(call, 'host.create', host);
  }),
  route('POST', '/hosts/certificate', ({ body }) => {
    requireValid([!/^[^\s:]+(:\d+)?$/.test(body.address) && ['address', 'A name or address, a colon and a port.']]);
    if (body.address.startsWith('away')) {
      throw new Refusal(502, 'host-unreachable', `${body.address} does not answer.`);
    }
    return {
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      subject: `CN=${body.address.split(':')[0]}`,
      issuer: `CN=${body.address.split(':')[0]}`,
      notAfter: new Date(Date.now() + 170 * 86_400_000).toISOString(),
      nla: true,
    };
  }),
  route('PATCH', '/hosts/:id', (call) => change(call, call.farm.hosts, 'host')),
  route('DELETE', '/hosts/:id', (call) => remove(call, 'hosts', 'host')),
  route('GET', '/hosts/:id/applications', ({ farm, of }) => farm.applicationsOf(byId(farm.hosts, of.id))),
  route('POST', '/join-tokens', ({ body }) => ({
    token: 'ujt1.demo',
    command: `curl -fsS https://usher.example/link/join.sh | sudo sh -s -- ${body.role} ujt1.9rK2vV0vVb8nQmXlYw4ThA`,
    expires: new Date(Date.now() + body.validMinutes * 60_000).toISOString(),
  })),
  route('GET', '/resources', ({ farm }) => farm.resources),
  route('POST', '/resources', (call) => {
    const resource = { ...checkedResource(call, null), id: randomUUID() };
    call.farm.resources.push(resource);
    return said(call, 'resource.create', resource);
  }),
  route('GET', '/resources/:id', ({ farm, of }) => byId(farm.resources, of.id)),
  route('PUT', '/resources/:id', (call) =>
    said(
      call,
      'resource.change',
      Object.assign(byId(call.farm.resources, call.of.id), checkedResource(call, call.of.id)),
    ),
  ),
  route('DELETE', '/resources/:id', (call) => remove(call, 'resources', 'resource')),
  route('POST', '/icons', ({ farm, body, request }) => {
    if (body.length > 256 * 1024) {
      throw new Refusal(400, 'invalid', 'The icon is too large.', {
        faults: [{ field: 'icon', message: 'At most 256 KiB.' }],
      });
    }
    return farm.keepIcon(body, request.headers['content-type']);
  }),
  route('GET', '/users', ({ farm }) => farm.users),
  route('POST', '/users', (call) => {
    const { password, ...form } = call.body;
    requireValid([
      !/^[a-z_][a-z0-9_-]{0,31}$/.test(form.name) && [
        'name',
        'Small letters, digits, _ and - only, and a letter first.',
      ],
      (password ?? '').length < 8 && ['password', 'At least 8 characters.'],
    ]);
    requireFree(call.farm.users, form.name, null);
    const user = { ...form, id: randomUUID(), enabled: true, locked: false, account: null, lastSignInSecondsAgo: null };
    call.farm.users.push(user);
    return said(call, 'user.create', user);
  }),
  route('PATCH', '/users/:id', (call) => {
    const { password, unlock, account, ...form } = call.body;
    requireValid([password !== undefined && password.length < 8 && ['password', 'At least 8 characters.']]);
    const user = Object.assign(byId(call.farm.users, call.of.id), form);
    if (unlock) {
      user.locked = false;
    }
    if (account !== undefined) {
      requireValid([account && account.uid < 1000 && ['account', 'Accounts below 1000 are the system’s.']]);
      user.account = account && { ...account, origin: 'existing' };
    }
    return said(call, 'user.change', user);
  }),
  route('DELETE', '/users/:id', (call) => remove(call, 'users', 'user')),
  route('GET', '/groups', ({ farm }) => farm.groups),
  route('POST', '/groups', (call) => {
    requireValid([!call.body.name.trim() && ['name', 'A group needs a name.']]);
    requireFree(call.farm.groups, call.body.name, null);
    const group = { id: randomUUID(), name: call.body.name, members: [], connectionMode: null, policy: NO_WORD };
    call.farm.groups.push(group);
    return said(call, 'group.create', group);
  }),
  route('PATCH', '/groups/:id', (call) => change(call, call.farm.groups, 'group')),
  route('DELETE', '/groups/:id', (call) => remove(call, 'groups', 'group')),
  route('GET', '/sessions', ({ farm }) => farm.adminSessions()),
  route('POST', '/sessions/message', (call) => each(call, () => {})),
  route('POST', '/sessions/disconnect', (call) => each(call, (session) => call.farm.disconnect(session))),
  route('POST', '/sessions/log-off', (call) => each(call, (session) => call.farm.endSession(session.id))),
  route('POST', '/sessions/:id/disconnect', ({ farm, of }) => farm.disconnect(byId(farm.sessions, of.id))),
  route('DELETE', '/sessions/:id', ({ farm, of }) => farm.endSession(byId(farm.sessions, of.id).id)),
  route('GET', '/launches', ({ farm, query }) => {
    const is = (launch) =>
      ['user', 'host', 'resource', 'state'].every(
        (field) => !query.get(field) || launch[field]?.toLowerCase() === query.get(field).toLowerCase(),
      );
    return farm.launches.filter((one) => is(one) && (!query.get('failed') || one.reason)).slice(0, 100);
  }),
  route('GET', '/launch-times', ({ farm }) =>
    farm.hosts.slice(0, 2).flatMap(({ id, name }, number) =>
      STAGES.map((stage, index) => ({
        host: id,
        name,
        stage,
        p50Ms: (index + 1) * (number + 1) * 40,
        p95Ms: (index + 1) * (number + 1) * 95,
        count: 120,
      })),
    ),
  ),
  route('GET', '/launches/:id', ({ farm, of }) => byId(farm.launches, of.id)),
  route('GET', '/audit', ({ farm, query }) => {
    const limit = Number(query.get('limit') ?? 100);
    const matches = (fact) =>
      ['actor', 'action'].every((field) => !query.get(field) || fact[field].includes(query.get(field)));
    return farm.audit
      .filter((fact) => matches(fact) && fact.id < Number(query.get('before') ?? Infinity))
      .slice(0, limit);
  }),
  route('GET', '/site', ({ farm }) => farm.site),
  route('PATCH', '/site', (call) => {
    requireValid([
      call.body.sessionEndsAfterSeconds < 0 && ['sessionEndsAfterSeconds', 'Not below 0.'],
      call.body.name !== undefined && !call.body.name.trim() && ['name', 'A site needs a name.'],
    ]);
    return said(call, 'site.change', Object.assign(call.farm.site, call.body));
  }),
  route('GET', '/site/placement', ({ farm }) => farm.placement),
  route('PUT', '/site/placement', (call) => {
    requireValid([
      call.body.deadSeconds < 3 * call.body.reportSeconds && ['deadSeconds', 'At least three times the reports.'],
    ]);
    call.farm.record(call.user.name, 'site.placement', 'placement');
    return Object.assign(call.farm.placement, call.body);
  }),
  route('GET', '/events', (call) =>
    events(call, () => ({ hosts: call.farm.hosts, sessions: call.farm.adminSessions() })),
  ),
];

function said(call, action, thing) {
  call.farm.record(call.user.name, action, thing.name);
  call.farm.tell();
  return thing;
}

function change(call, list, noun) {
  const thing = byId(list, call.of.id);
  if (call.body.name !== undefined) {
    requireFree(list, call.body.name, thing.id);
  }
  return said(call, `${noun}.change`, Object.assign(thing, call.body));
}

function remove(call, list, noun) {
  const thing = byId(call.farm[list], call.of.id);
  call.farm[list] = call.farm[list].filter((one) => one !== thing);
  said(call, `${noun}.delete`, thing);
}

function checkedResource({ farm, body }, id) {
  requireValid([
    !body.name.trim() && ['name', 'A resource needs a name.'],
    body.kind !== 'desktop' && !body.target.trim() && ['target', 'Say what to open.'],
    body.hosts.length === 0 && ['hosts', 'Choose at least one host.'],
  ]);
  requireFree(farm.resources, body.name, id);
  return { ...body, icon: body.iconDigest ? `/api/v1/icons/${body.iconDigest}` : null };
}

function requireValid(faults) {
  const found = faults.filter(Boolean).map(([field, message]) => ({ field, message }));
  if (found.length > 0) {
    throw new Refusal(400, 'invalid', 'Some fields are not right yet.', { faults: found });
  }
}

function requireFree(list, name, id) {
  if (list.some((one) => one.name.toLowerCase() === name.toLowerCase() && one.id !== id)) {
    throw new Refusal(409, 'name-taken', `“${name}” is taken.`);
  }
}
