import { useSyncExternalStore } from 'react';
import { queries, sessionsQuery } from '../api/queries';
import { RemoteSessions, type SessionsState } from './remoteSessions';
import type { RemoteSession } from './remoteSession';
import type { RemoteState } from './state';

/** The sessions of this page; there is one page. */
export const remoteSessions = new RemoteSessions(() =>
  queries.fetchQuery({ ...sessionsQuery, staleTime: 0, retry: false }),
);

export function useRemoteSessions(): SessionsState {
  return useSyncExternalStore(remoteSessions.subscribe, remoteSessions.snapshot);
}

export function useRemoteState(remote: RemoteSession): RemoteState {
  return useSyncExternalStore(remote.subscribe, remote.snapshot);
}
