import { Alert, Button, Form, FormGroup, TextInput, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { meQuery } from '../api/queries';
import type { RemoteSession } from './remoteSession';
import type { RemoteState, SignOn } from './state';
import { remoteSessions } from './useRemoteSessions';

interface Props {
  readonly remote: RemoteSession;
  readonly state: RemoteState;
  readonly signOn: SignOn;
}

/** Asks for the name and password that the host itself wants. */
export function HostSignOn({ remote, state, signOn }: Props) {
  const { data } = useQuery(meQuery);
  const [user, setUser] = useState(signOn.user ?? data?.me?.name ?? '');
  const [domain, setDomain] = useState(signOn.domain);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'user' | 'password' | null>(null);
  const userField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  useEffect(() => (user === '' ? userField : passwordField).current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = user.trim() === '' ? 'user' : password === '' ? 'password' : null;
    setMissing(empty);
    if (empty) {
      (empty === 'user' ? userField : passwordField).current?.focus();
    } else {
      remote.signOn({ user: user.trim(), password, domain: domain.trim() });
    }
  };

  return (
    <div className="usher-panel">
      <div className="usher-panel__card">
        <Title headingLevel="h1" size="xl">
          Sign in to the host of {state.name}
        </Title>
        <p className="usher-subtle">
          This host asks for your own name and password there. They go to the host only, encrypted; this page keeps them
          in memory until you sign out.
        </p>
        <div aria-live="assertive">
          {signOn.refused && (
            <Alert isInline variant="danger" title="The host did not let you in">
              Check the name, the password and the domain. The account may also be locked, or not allowed to use Remote
              Desktop.
            </Alert>
          )}
        </div>
        <Form onSubmit={submit} noValidate>
          <FormGroup label="User name" fieldId="host-user" isRequired>
            <TextInput
              ref={userField}
              id="host-user"
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              value={user}
              validated={missing === 'user' ? 'error' : 'default'}
              onChange={(_event, value) => setUser(value)}
            />
          </FormGroup>
          <FormGroup label="Password" fieldId="host-password" isRequired>
            <TextInput
              ref={passwordField}
              id="host-password"
              type="password"
              autoComplete="off"
              value={password}
              validated={missing === 'password' ? 'error' : 'default'}
              onChange={(_event, value) => setPassword(value)}
            />
          </FormGroup>
          <FormGroup label="Domain (if there is one)" fieldId="host-domain">
            <TextInput
              id="host-domain"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={domain}
              onChange={(_event, value) => setDomain(value)}
            />
          </FormGroup>
          <div className="usher-actions">
            <Button type="submit">Sign in</Button>
            <Button variant="link" onClick={() => remoteSessions.remove(remote, null)}>
              Back to your applications
            </Button>
          </div>
        </Form>
      </div>
    </div>
  );
}
