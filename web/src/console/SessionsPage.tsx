import { Label, SearchInput } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { AdminSession, SessionState } from '../api/types';
import { UNMANAGED } from '../words/hosts';
import { LogOffDialog } from '../session/LogOffDialog';
import { ago } from '../words/time';
import { Asked } from './parts/Asked';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';
import { RowActions } from '../frame/RowActions';
import { useOrder } from './parts/useOrder';

const STATES: Readonly<Record<SessionState, { word: string; color: 'green' | 'blue' | 'grey' | 'orange' }>> = {
  starting: { word: 'Starting', color: 'blue' },
  active: { word: 'Active', color: 'green' },
  disconnected: { word: 'Disconnected', color: 'grey' },
  unknown: { word: 'Unknown: host silent', color: 'orange' },
};

/** Every session of the site, as it is. */
export function SessionsPage() {
  const sessions = useQuery(admin.sessions);
  const { data: hosts = [] } = useQuery(admin.hosts);
  const unmanaged = (session: AdminSession) => hosts.find((host) => host.id === session.hostId)?.kind === 'unmanaged';
  const [typed, setTyped] = useState('');
  const [leaving, setLeaving] = useState<AdminSession | null>(null);
  return (
    <ConsolePage
      title="Sessions"
      actions={
        <SearchInput
          aria-label="Filter sessions"
          placeholder="User, host, window…"
          value={typed}
          onChange={(_event, value) => setTyped(value)}
          onClear={() => setTyped('')}
        />
      }
    >
      <Asked
        query={sessions}
        empty={
          <Empty title="Nobody has a session">Sessions show up here as soon as somebody opens an application.</Empty>
        }
      >
        {(items) => {
          const shown = items.filter((session) => matches(session, typed));
          return shown.length === 0 ? (
            <Empty title="No session matches">Try a part of a name, a host or a window’s title.</Empty>
          ) : (
            <div className="usher-card">
              <Table aria-label="Sessions" variant="compact">
                <Thead>
                  <Tr>
                    <Th>User</Th>
                    <Th>Windows</Th>
                    <Th>State</Th>
                    <Th>Host</Th>
                    <Th>From</Th>
                    <Th>Since</Th>
                    <Th screenReaderText="Actions" />
                  </Tr>
                </Thead>
                <Tbody>
                  {shown.map((session) => (
                    <SessionRow
                      key={session.id}
                      session={session}
                      unmanaged={unmanaged(session)}
                      logOff={() => setLeaving(session)}
                    />
                  ))}
                </Tbody>
              </Table>
            </div>
          );
        }}
      </Asked>
      {leaving && (
        <LogOffDialog
          session={leaving}
          name={`Session of ${leaving.user.displayName}`}
          path="/api/v1/admin/sessions"
          unmanaged={unmanaged(leaving)}
          close={() => setLeaving(null)}
        />
      )}
    </ConsolePage>
  );
}

interface RowProps {
  readonly session: AdminSession;
  /** Whether only the gateways and the service itself have seen it. */
  readonly unmanaged: boolean;
  readonly logOff: () => void;
}

function SessionRow({ session, unmanaged, logOff }: RowProps) {
  const order = useOrder();
  const state = STATES[session.state];
  const disconnect = () =>
    order({
      do: () => ask('POST', `/api/v1/admin/sessions/${encodeURIComponent(session.id)}/disconnect`),
      done: `${session.user.displayName} is disconnected; the session goes on.`,
    });
  return (
    <Tr>
      <Td dataLabel="User">
        <strong>{session.user.displayName}</strong>
        <div className="usher-subtle">
          {session.user.name}
          {unmanaged ? ', with an account of the host' : `, account ${session.account}`}
        </div>
      </Td>
      <Td dataLabel="Windows">
        {unmanaged ? (
          <span className="usher-subtle">not known</span>
        ) : (
          session.windows.map((window) => window.title).join(' · ') ||
          (session.kind === 'desktop' ? 'Desktop' : <span className="usher-subtle">none</span>)
        )}
      </Td>
      <Td dataLabel="State">
        <Label isCompact color={state.color}>
          {state.word}
        </Label>
        {unmanaged && <div className="usher-subtle">as far as the gateways see</div>}
      </Td>
      <Td dataLabel="Host">
        {session.host}
        {unmanaged && (
          <div className="usher-subtle" title={UNMANAGED}>
            unmanaged
          </div>
        )}
      </Td>
      <Td dataLabel="From">{session.clientAddress ?? '–'}</Td>
      <Td dataLabel="Since">{ago(session.startedSecondsAgo)}</Td>
      <Td isActionCell>
        <RowActions
          of={`the session of ${session.user.displayName}`}
          actions={[
            { title: 'Disconnect', act: disconnect, disabled: session.state !== 'active' },
            { title: 'Log off…', act: logOff, danger: true },
          ]}
        />
      </Td>
    </Tr>
  );
}

function matches(session: AdminSession, typed: string): boolean {
  const text = [
    session.user.name,
    session.user.displayName,
    session.account,
    session.host,
    session.clientAddress ?? '',
    ...session.windows.map((window) => window.title),
  ];
  return text.join(' ').toLowerCase().includes(typed.trim().toLowerCase());
}
