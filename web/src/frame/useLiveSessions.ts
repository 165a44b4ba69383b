import { useEffect } from 'react';
import { ask } from '../api/client';
import { listen } from '../api/events';
import { queries, resourcesQuery, sessionsQuery } from '../api/queries';
import type { Launch, Session } from '../api/types';
import { remoteSessions } from '../session/useRemoteSessions';

/** Keeps the list of sessions and the progress of launches up to date while somebody is signed in. */
export function useLiveSessions(): void {
  useEffect(
    () =>
      listen(
        '/api/v1/events',
        {
          sessions: (data) => {
            const before = queries.getQueryData<Session[]>(sessionsQuery.queryKey) ?? [];
            const after = data as Session[];
            queries.setQueryData(sessionsQuery.queryKey, after);
            remoteSessions.listed(before, after);
          },
          launch: (data) => remoteSessions.progressed(data as Launch),
        },
        {
          opened: () => void askForLaunches(),
          broken: () => {
            // Asking shows whether the service is away, and says so while it is.
            void queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
            void queries.invalidateQueries({ queryKey: resourcesQuery.queryKey });
          },
        },
      ),
    [],
  );
}

/** What became of the launches under way, while nobody listened. */
async function askForLaunches(): Promise<void> {
  for (const id of remoteSessions.launchesUnderWay()) {
    const launch = await ask<Launch>('GET', `/api/v1/launches/${encodeURIComponent(id)}`).catch(() => null);
    if (launch) {
      remoteSessions.progressed(launch);
    }
  }
}
