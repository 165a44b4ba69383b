import { Button, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionsQuery } from '../api/queries';
import type { Resource, Session } from '../api/types';
import { RowActions } from '../frame/RowActions';
import type { Openable } from '../rdpclient/clientOpening';
import { LogOffDialog } from '../session/LogOffDialog';
import { useRemoteSessions } from '../session/useRemoteSessions';
import { sessionName, sessionStateWords } from '../words/sessions';
import { ago } from '../words/time';
import { ResourceIcon } from './ResourceIcon';
import { returnable, WAYS, type Way } from './ways';

interface Props {
  readonly resources: readonly Resource[];
  readonly open: (thing: Openable, way?: Way) => void;
}

/** The sessions that the person has, here or elsewhere. */
export function YourSessions({ resources, open }: Props) {
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const [leaving, setLeaving] = useState<Session | null>(null);
  if (sessions.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="your-sessions">
      <Title headingLevel="h2" size="lg" id="your-sessions">
        Your sessions
      </Title>
      <ul className="usher-sessions" aria-labelledby="your-sessions">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            resources={resources}
            open={open}
            logOff={() => setLeaving(session)}
          />
        ))}
      </ul>
      {leaving && (
        <LogOffDialog
          session={leaving}
          name={sessionName(leaving, resources)}
          unmanaged={resources.some((one) => one.hostSignOn && leaving.resources.includes(one.id))}
          close={() => setLeaving(null)}
        />
      )}
    </section>
  );
}

interface RowProps extends Props {
  readonly session: Session;
  readonly logOff: () => void;
}

function SessionRow({ session, resources, open, logOff }: RowProps) {
  const { all } = useRemoteSessions();
  const here = all.some((remote) => remote.attached && remote.state.session === session.id);
  const name = sessionName(session, resources);
  const thing = returnable(session, name);
  const first = resources.find((resource) => session.resources.includes(resource.id));
  return (
    <li className="usher-session">
      <ResourceIcon
        name={first?.name ?? name}
        kind={session.kind === 'desktop' ? 'desktop' : 'application'}
        icon={first?.icon ?? null}
        size={32}
      />
      <div className="usher-session__words">
        <strong>{name}</strong>
        <span className="usher-subtle">
          {sessionStateWords(session, here)} · on {session.host} · since {ago(session.startedSecondsAgo)}
        </span>
        {session.windows.length > 0 && (
          <span className="usher-subtle usher-session__windows">
            {session.windows.map((window) => window.title).join(' · ')}
          </span>
        )}
      </div>
      <div className="usher-session__actions">
        <Button
          variant={here ? 'secondary' : 'primary'}
          size="sm"
          onClick={() => (here ? open(thing, 'browser') : open(thing))}
          aria-label={session.state === 'active' && !here ? `Bring it here: ${name}` : `Return to ${name}`}
        >
          {session.state === 'active' && !here ? 'Bring it here' : 'Return'}
        </Button>
        <Button variant="secondary" size="sm" isDanger onClick={logOff} aria-label={`Log off from ${name}`}>
          Log off
        </Button>
        <RowActions
          of={name}
          actions={WAYS.map(([way, words]) => ({ title: `Return ${words}`, act: () => open(thing, way) }))}
        />
      </div>
    </li>
  );
}
