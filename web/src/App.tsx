import { Bullseye, EmptyState, EmptyStateBody, Spinner } from '@patternfly/react-core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { onSignedOut } from './api/client';
import { meQuery, queries, type Who } from './api/queries';
import type { Me } from './api/types';
import { ServiceAway } from './frame/ServiceAway';
import { SignInPage } from './portal/SignInPage';
import { clientOpening } from './rdpclient/useClientOpening';
import { router } from './routes';
import { preloadRdp } from './session/rdp';
import { SessionLayer } from './session/SessionLayer';
import { remoteSessions } from './session/useRemoteSessions';

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Gate />
      <SessionLayer />
    </QueryClientProvider>
  );
}

/** Shows the pages to those who are signed in, and the sign-in page to everybody else. */
function Gate() {
  const { data: who, error } = useQuery(meQuery);
  const me = who?.me ?? null;
  useSignedOut();
  useSessionsOf(me);
  if (who === undefined) {
    return <Starting problem={error} />;
  }
  if (me === null) {
    const signedIn = (person: Me) =>
      queries.setQueryData(meQuery.queryKey, { me: person, site: person.site, notice: null });
    return <SignInPage siteName={who.site?.name ?? 'Usher'} notice={who.notice} signedIn={signedIn} />;
  }
  return <RouterProvider router={router} />;
}

function Starting({ problem }: { readonly problem: Error | null }) {
  return (
    <main>
      <ServiceAway />
      <Bullseye className="usher-starting">
        {problem ? (
          <EmptyState titleText="The page could not start" status="danger" headingLevel="h1">
            <EmptyStateBody>{problem.message} Reload the page to try again.</EmptyStateBody>
          </EmptyState>
        ) : (
          <Spinner aria-label="Starting" />
        )}
      </Bullseye>
    </main>
  );
}

/** An answer said that nobody is signed in: show the sign-in page, and afterwards go on where the person was. */
function useSignedOut(): void {
  useEffect(
    () =>
      onSignedOut(() =>
        queries.setQueryData<Who>(meQuery.queryKey, (who) =>
          who?.me ? { me: null, site: who.site, notice: 'Your sign-in has ended. Sign in again to go on.' } : who,
        ),
      ),
    [],
  );
}

/** Sessions belong to one person: they are left when another one signs in, or when this one signs out. */
function useSessionsOf(me: Me | null): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (me?.id !== before.current) {
      // What was opened in an RDP client is a key to somebody's session.
      clientOpening.close();
    }
    if (me === null) {
      remoteSessions.removeAll();
      return;
    }
    if (before.current !== null && before.current !== me.id) {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== meQuery.queryKey[0] });
    }
    before.current = me.id;
    preloadRdp();
  }, [me]);
}
