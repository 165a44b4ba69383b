import { queries, meQuery } from '../api/queries';
import { ask } from '../api/client';
import type { ConnectionChoice, Me, OpenIn, Resource, Session } from '../api/types';
import type { Openable } from '../rdpclient/clientOpening';
import { wayOn } from '../rdpclient/platform';
import { here, openInRdpClient } from '../rdpclient/useClientOpening';
import { remoteSessions } from '../session/useRemoteSessions';

/** Where something can be opened. */
export type Way = Exclude<OpenIn, 'ask'>;

/** With the words that go behind “Open”. */
export const WAYS: readonly (readonly [Way, string])[] = [
  ['browser', 'in the browser'],
  ['rdp', 'in my RDP client'],
];

/** How this can be opened beside a click on it. */
export function waysOf(resource: Resource): typeof WAYS {
  if (!resource.available) {
    return [];
  }
  switch (resource.where) {
    case 'host':
      return WAYS;
    case 'device':
      return WAYS.filter(([way]) => way === 'rdp');
    case 'device-or-host':
      return WAYS.map(([way, words]) => [way, way === 'browser' ? 'on a host, in this page' : words]);
  }
}

export function openable(resource: Pick<Resource, 'id' | 'name' | 'kind'>, another: boolean): Openable {
  return {
    name: resource.name,
    wanted: { resource: resource.id, another },
    inBrowser: () => remoteSessions.open(resource, another),
  };
}

export function returnable(session: Session, name: string): Openable {
  return {
    name,
    wanted: { session: session.id },
    inBrowser: () => remoteSessions.returnTo(session, name),
  };
}

/** Where a click opens things for this person on this device. */
export function usualWay(me: Me): OpenIn {
  return wayOn(here, me.preferences.openIn);
}

export function openIn(way: Way, thing: Openable, connection: ConnectionChoice): void {
  if (way === 'browser') {
    thing.inBrowser();
  } else {
    openInRdpClient(thing, connection);
  }
}

/** Keeps where clicks open things, for this person on every device. */
export async function prefer(openIn: OpenIn): Promise<void> {
  await ask('PATCH', '/api/v1/me/preferences', { openIn });
  queries.setQueryData(meQuery.queryKey, (who) =>
    who?.me ? { ...who, me: { ...who.me, preferences: { ...who.me.preferences, openIn } } } : who,
  );
}
