import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { resourcesQuery, sessionsQuery } from '../api/queries';
import { sessionName } from '../words/sessions';
import type { RemoteSession } from './remoteSession';
import { remoteSessions, useRemoteSessions, useRemoteState } from './useRemoteSessions';

/** Where a session is shown. */
const SESSION = /^\/session\/([^/]+)$/;

/** An address that opens an application, good for a bookmark. */
const OPEN = /^\/open\/([^/]+)$/;

/** Keeps the browser's address and what is in front of the person the same, in both directions. */
export function SessionRouting() {
  const { foreground } = useRemoteSessions();
  useAddressToSession();
  useLeaving(foreground);
  return foreground && <Foreground remote={foreground} />;
}

/** A new address: show what it names. */
function useAddressToSession(): void {
  const { pathname } = useLocation();
  const { data: sessions } = useQuery(sessionsQuery);
  const { data: resources } = useQuery(resourcesQuery);
  const navigate = useNavigate();
  const session = SESSION.exec(pathname)?.[1];
  const resource = OPEN.exec(pathname)?.[1];
  // The lists change all the time, and only a new address is followed; so they are at hand, but start nothing.
  const lists = useRef({ sessions, resources });
  lists.current = { sessions, resources };
  const known = sessions !== undefined && resources !== undefined;

  useEffect(() => {
    if (session === undefined && resource === undefined) {
      remoteSessions.back();
    }
  }, [session, resource]);

  useEffect(() => {
    const { sessions = [], resources = [] } = lists.current;
    if (!known || (session === undefined && resource === undefined)) {
      return;
    }
    if (session !== undefined && remoteSessions.bring(session)) {
      return;
    }
    const wantedSession = sessions.find((candidate) => candidate.id === session);
    const wantedResource = resources.find((candidate) => candidate.id === resource);
    if (wantedSession) {
      remoteSessions.show(wantedSession, sessionName(wantedSession, resources));
    } else if (wantedResource) {
      remoteSessions.open(wantedResource, false);
    } else {
      remoteSessions.tell(session ? 'That session has ended.' : 'That application is not available to you.');
      void navigate({ to: '/', replace: true });
    }
  }, [session, resource, known, navigate]);
}

/** No session is in front any more: leave its address. One that goes on can be gone back to. */
function useLeaving(foreground: RemoteSession | null): void {
  const navigate = useNavigate();
  const before = useRef<RemoteSession | null>(null);
  useEffect(() => {
    const left = before.current;
    before.current = foreground;
    if (left && !foreground && (SESSION.test(location.pathname) || OPEN.test(location.pathname))) {
      const goesOn = remoteSessions.snapshot().all.includes(left);
      void navigate({ to: '/', replace: !goesOn });
    }
  }, [foreground, navigate]);
}

/** A session is in front: say so in the address. */
function Foreground({ remote }: { readonly remote: RemoteSession }) {
  const { session } = useRemoteState(remote);
  const navigate = useNavigate();
  useEffect(() => {
    if (session !== null && SESSION.exec(location.pathname)?.[1] !== session) {
      void navigate({ to: '/session/$session', params: { session }, replace: OPEN.test(location.pathname) });
    }
  }, [session, remote, navigate]);
  return null;
}
