import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  InputGroup,
  InputGroupItem,
  TextInput,
  Title,
} from '@patternfly/react-core';
import EyeIcon from '@patternfly/react-icons/dist/esm/icons/eye-icon';
import EyeSlashIcon from '@patternfly/react-icons/dist/esm/icons/eye-slash-icon';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { ask, ApiProblem } from '../api/client';
import type { Me, SignIn } from '../api/types';
import mark from '../frame/mark.svg';
import { useTitle } from '../frame/useTitle';
import { reasonWords } from '../words/reasons';
import { reasonOf } from '../words/problem';

interface Props {
  /** The site's name, when the service tells it to strangers. */
  readonly siteName: string;
  /** What the person should know before signing in, such as that a sign-in has ended. */
  readonly notice: string | null;
  readonly signedIn: (me: Me) => void;
}

/** The page for everybody whom the service does not know. */
export function SignInPage({ siteName, notice, signedIn }: Props) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [visible, setVisible] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const [missing, setMissing] = useState<'name' | 'password' | null>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const [wait, setWait] = useWait();
  useTitle('Sign in', siteName);

  const signIn = useMutation({
    mutationFn: (form: SignIn) => ask<Me>('POST', '/api/v1/sign-in', form),
    onSuccess: signedIn,
    onError: (problem) => {
      if (problem instanceof ApiProblem && problem.code === 'sign-in-too-many') {
        setWait(problem.retryAfterSeconds ?? 30);
      }
      passwordField.current?.select();
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = name.trim() === '' ? 'name' : password === '' ? 'password' : null;
    setMissing(empty);
    if (empty) {
      (empty === 'name' ? nameField : passwordField).current?.focus();
    } else if (!signIn.isPending && wait === 0) {
      signIn.mutate({ name: name.trim(), password });
    }
  };
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  return (
    <main className="usher-sign-in">
      <div className="usher-sign-in__card">
        <img src={mark} alt="" width={48} height={48} />
        <Title headingLevel="h1" size="2xl">
          {siteName}
        </Title>
        <p className="usher-subtle">Sign in to open your applications.</p>
        <div aria-live="polite" className="usher-sign-in__messages">
          {notice && !signIn.isError && <Alert isInline isPlain variant="info" title={notice} />}
          {signIn.isError && (
            <Alert isInline variant={hasPassed(signIn.error, wait) ? 'info' : 'danger'} title={wordsOf(signIn.error, wait)} />
          )}
        </div>
        <Form onSubmit={submit} noValidate>
          <FormGroup label="Name" fieldId="name">
            <TextInput
              ref={nameField}
              id="name"
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              autoFocus
              value={name}
              validated={missing === 'name' ? 'error' : 'default'}
              aria-describedby="name-help"
              onChange={(_event, value) => setName(value)}
            />
            <Missing id="name-help" shown={missing === 'name'} what="name" />
          </FormGroup>
          <FormGroup label="Password" fieldId="password">
            <InputGroup>
              <InputGroupItem isFill>
                <TextInput
                  ref={passwordField}
                  id="password"
                  name="password"
                  type={visible ? 'text' : 'password'}
                  autoComplete="current-password"
                  value={password}
                  validated={missing === 'password' ? 'error' : 'default'}
                  aria-describedby="password-help caps-lock"
                  onChange={(_event, value) => setPassword(value)}
                  onKeyDown={watchCapsLock}
                  onKeyUp={watchCapsLock}
                  onBlur={() => setCapsLock(false)}
                />
              </InputGroupItem>
              <InputGroupItem>
                <Button
                  variant="control"
                  aria-label={visible ? 'Hide the password' : 'Show the password'}
                  aria-pressed={visible}
                  icon={visible ? <EyeSlashIcon /> : <EyeIcon />}
                  onClick={() => setVisible(!visible)}
                />
              </InputGroupItem>
            </InputGroup>
            <Missing id="password-help" shown={missing === 'password'} what="password" />
            <div id="caps-lock" role="status">
              {capsLock && (
                <HelperText>
                  <HelperTextItem variant="warning">Caps Lock is on.</HelperTextItem>
                </HelperText>
              )}
            </div>
          </FormGroup>
          <Button type="submit" isBlock size="lg" isLoading={signIn.isPending} isDisabled={wait > 0}>
            {wait > 0 ? `Wait ${wait} s` : 'Sign in'}
          </Button>
        </Form>
      </div>
    </main>
  );
}

function Missing({ id, shown, what }: { readonly id: string; readonly shown: boolean; readonly what: string }) {
  return (
    <FormHelperText id={id}>
      {shown && (
        <HelperText>
          <HelperTextItem variant="error">Enter your {what}.</HelperTextItem>
        </HelperText>
      )}
    </FormHelperText>
  );
}

/** Whether the time to wait is over, and with it the trouble. */
function hasPassed(problem: Error, wait: number): boolean {
  return problem instanceof ApiProblem && problem.code === 'sign-in-too-many' && wait === 0;
}

function wordsOf(problem: Error, wait: number): string {
  if (!(problem instanceof ApiProblem)) {
    return reasonOf(problem);
  }
  const words = reasonWords(problem.code);
  if (hasPassed(problem, wait)) {
    return 'You can try again now.';
  }
  if (problem.code === 'sign-in-too-many') {
    return `${words.title}. Wait, then try again.`;
  }
  return `${words.title}. ${words.advice}`;
}

/** Seconds that count down to 0. */
function useWait(): [number, (seconds: number) => void] {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (seconds > 0) {
      const timer = setTimeout(() => setSeconds(seconds - 1), 1_000);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [seconds]);
  return [seconds, setSeconds];
}
