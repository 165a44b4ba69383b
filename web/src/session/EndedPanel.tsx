import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import InfoCircleIcon from '@patternfly/react-icons/dist/esm/icons/info-circle-icon';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type Ref } from 'react';
import { meQuery } from '../api/queries';
import { openInRdpClient } from '../rdpclient/useClientOpening';
import { reasonWords } from '../words/reasons';
import type { RemoteSession } from './remoteSession';
import type { RemoteState } from './state';
import { remoteSessions } from './useRemoteSessions';

interface Props {
  readonly remote: RemoteSession;
  readonly state: RemoteState;
  readonly reason: string;
}

/** Reasons that are nobody's fault and need no alarm. */
const CALM: readonly string[] = [
  'rdp-client-required',
  'host-maintenance',
  'idle-timeout',
  'taken-over',
  'disconnected',
  'signed-out',
  'gateway-stopping',
  'front-stopping',
];

/** Reasons for which the same again leads nowhere. */
const FINAL: readonly string[] = ['session-unknown', 'resource-unknown', 'rdp-client-required'];

/** Why there is no picture any more, and the way back. */
export function EndedPanel({ remote, state, reason }: Props) {
  const words = reasonWords(reason);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const back = () => remoteSessions.remove(remote, null);
  const elsewhere = reason === 'rdp-client-required';
  const final = FINAL.includes(reason);
  const only = final && !elsewhere;
  const calm = CALM.includes(reason);
  return (
    <div className="usher-panel" role="alert">
      <div className="usher-panel__card">
        <EmptyState
          titleText={words.title}
          headingLevel="h1"
          {...(calm ? { icon: InfoCircleIcon } : { status: 'danger' as const })}
          variant="sm"
        >
          <EmptyStateBody>
            <p>{words.what}</p>
            {state.phase.at === 'ended' && state.phase.told && <p>“{state.phase.told}”</p>}
            <p>{words.advice}</p>
          </EmptyStateBody>
          <EmptyStateFooter>
            <EmptyStateActions>
              {!final && (
                <Button ref={first} onClick={() => remote.again()}>
                  {againWord(reason, state)}
                </Button>
              )}
              {elsewhere && <InRdpClient ref={first} remote={remote} />}
              <Button ref={only ? first : null} variant={only ? 'primary' : 'secondary'} onClick={back}>
                Back to your applications
              </Button>
            </EmptyStateActions>
            <p className="usher-subtle usher-panel__code">
              {state.name} · {reason}
              {state.launch && ` · launch ${state.launch.id}`}
            </p>
          </EmptyStateFooter>
        </EmptyState>
      </div>
    </div>
  );
}

/** The other way to open it. */
function InRdpClient({ ref, remote }: { readonly ref: Ref<HTMLButtonElement>; readonly remote: RemoteSession }) {
  const { data: who } = useQuery(meQuery);
  const open = () => {
    const { asked: wanted, state } = remote;
    remoteSessions.remove(remote, null);
    const inBrowser = () => {
      if ('resource' in wanted) {
        const kind = state.kind === 'desktop' ? 'desktop' : 'application';
        remoteSessions.open({ id: wanted.resource, name: state.name, kind }, wanted.another);
      }
    };
    if (who?.me) {
      openInRdpClient({ name: state.name, wanted, inBrowser }, who.me.connection);
    }
  };
  return (
    <Button ref={ref} onClick={open}>
      Open in my RDP client
    </Button>
  );
}

function againWord(reason: string, state: RemoteState): string {
  if (reason === 'taken-over') {
    return 'Bring it back here';
  }
  return state.pictured ? 'Connect again' : 'Try again';
}
