import { Alert, Button, Title } from '@patternfly/react-core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { ask } from '../api/client';
import { meQuery } from '../api/queries';
import type { Grant, GrantRequest } from '../api/types';
import { useTitle } from '../frame/useTitle';
import { reasonOf } from '../words/problem';
import { answerAddress, clientRequestIn, type ClientRequest } from './clientRequest';

/** Asks whether a client program on the person's device may sign in as them. */
export function ConnectClientPage() {
  useTitle('Sign in a client program');
  const { searchStr } = useLocation();
  const request = useMemo(() => clientRequestIn(searchStr), [searchStr]);
  return request ? <Question key={searchStr} request={request} /> : <Refused />;
}

function Question({ request }: { readonly request: ClientRequest }) {
  const { data: who } = useQuery(meQuery);
  const [cancelled, setCancelled] = useState(false);
  const allowing = useMutation({
    mutationFn: () =>
      ask<Grant>('POST', '/api/v1/client-grants', { challenge: request.challenge } satisfies GrantRequest),
    // The program that listens there says how it went on.
    onSuccess: ({ grant }) => location.replace(answerAddress(request, grant)),
  });
  // What was allowed cannot be taken back here.
  const answered = allowing.isPending || allowing.isSuccess;
  if (cancelled) {
    return (
      <Panel title="Nothing was allowed">
        <p role="status">
          The program on {request.name} was not signed in. It still waits: stop it there, and close this page.
        </p>
      </Panel>
    );
  }
  return (
    <Panel title={`Let usher connect on ${request.name} sign in as you?`}>
      <p>
        It can then see and open your applications as{' '}
        <strong>
          {who?.me?.displayName} ({who?.me?.name})
        </strong>
        , until you sign it out.
      </p>
      <p>Allow it only if you have just started it on this device.</p>
      <div role="status">
        {allowing.error && <Alert isInline variant="danger" title={reasonOf(allowing.error)} />}
        {allowing.isSuccess && (
          <Alert isInline variant="success" title="Allowed. If the program does not go on, start it again." />
        )}
      </div>
      <div className="usher-actions">
        <Button onClick={() => allowing.mutate()} isLoading={allowing.isPending} isDisabled={answered}>
          Allow
        </Button>
        <Button variant="secondary" onClick={() => setCancelled(true)} isDisabled={answered}>
          Cancel
        </Button>
      </div>
    </Panel>
  );
}

function Refused() {
  return (
    <Panel title="This is no request of usher connect">
      <p>Something in this page’s address is not as it should be, so nothing was allowed.</p>
      <p>
        Start <code>usher connect</code> again. If you did not start it, close this page.
      </p>
    </Panel>
  );
}

function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="usher-question">
      <div className="usher-question__card">
        <Title headingLevel="h1" size="xl">
          {title}
        </Title>
        {children}
        <Link to="/">Go to your applications</Link>
      </div>
    </div>
  );
}
