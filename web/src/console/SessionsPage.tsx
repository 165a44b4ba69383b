import { Button, Label, SearchInput } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { AdminSession, SessionState } from '../api/types';
import { UNMANAGED } from '../words/hosts';
import { Confirm } from '../frame/Confirm';
import { LogOffDialog } from '../session/LogOffDialog';
import { MODES } from '../words/modes';
import { bytes, clientWords, idleWords } from '../words/sessionClient';
import { ago } from '../words/time';
import { toMany } from './manySessions';
import { MessageDialog } from './MessageDialog';
import { Asked } from './parts/Asked';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';
import { RowActions } from '../frame/RowActions';
import { refresh, useOrder } from './parts/useOrder';

const STATES: Readonly<Record<SessionState, { word: string; color: 'green' | 'blue' | 'grey' | 'orange' }>> = {
  starting: { word: 'Starting', color: 'blue' },
  active: { word: 'Active', color: 'green' },
  disconnected: { word: 'Disconnected', color: 'grey' },
  unknown: { word: 'Unknown: host silent', color: 'orange' },
};

/** Of a session that no agent reports and no gateway carries. */
const UNSEEN = { word: 'Unknown: came straight to the host', color: 'grey' } as const;

/** Every session of the site, as it is. */
export function SessionsPage() {
  // Idle times and rates change without any event.
  const sessions = useQuery({ ...admin.sessions, refetchInterval: 5_000 });
  const { data: resources = [] } = useQuery(admin.resources);
  const names = new Map(resources.map((resource) => [resource.id, resource.name]));
  const [typed, setTyped] = useState('');
  const [leaving, setLeaving] = useState<AdminSession | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [writing, setWriting] = useState<readonly AdminSession[] | null>(null);
  const [loggingOff, setLoggingOff] = useState<readonly AdminSession[] | null>(null);
  const order = useOrder();
  // What has ended meanwhile, or is not shown, is not meant.
  const many = (sessions.data ?? []).filter((session) => chosen.has(session.id) && matches(session, typed, names));
  const choose = (ids: readonly string[], on: boolean) =>
    setChosen((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  return (
    <ConsolePage
      title="Sessions"
      actions={
        <>
          {many.length > 0 && (
            <>
              <Button variant="secondary" onClick={() => setWriting(many)}>
                Message {many.length}…
              </Button>
              <Button
                variant="secondary"
                onClick={() =>
                  order({ do: () => toMany('disconnect', many), done: 'They are disconnected; the sessions go on.' })
                }
              >
                Disconnect {many.length}
              </Button>
              <Button variant="secondary" isDanger onClick={() => setLoggingOff(many)}>
                Log off {many.length}…
              </Button>
            </>
          )}
          <SearchInput
            aria-label="Filter sessions"
            placeholder="User, host, window…"
            value={typed}
            onChange={(_event, value) => setTyped(value)}
            onClear={() => setTyped('')}
          />
        </>
      }
    >
      <Asked
        query={sessions}
        empty={
          <Empty title="Nobody has a session">Sessions show up here as soon as somebody opens an application.</Empty>
        }
      >
        {(items) => {
          const shown = items.filter((session) => matches(session, typed, names));
          return shown.length === 0 ? (
            <Empty title="No session matches">Try a part of a name, a host or a window’s title.</Empty>
          ) : (
            <div className="usher-card">
              <Table aria-label="Sessions" variant="compact">
                <Thead>
                  <Tr>
                    <Th
                      aria-label="Choose all"
                      select={{
                        isSelected: shown.every((session) => chosen.has(session.id)),
                        onSelect: (_event, on) =>
                          choose(
                            shown.map((session) => session.id),
                            on,
                          ),
                      }}
                    />
                    <Th>User</Th>
                    <Th>Open</Th>
                    <Th>State</Th>
                    <Th>Host</Th>
                    <Th>Client</Th>
                    <Th>Since</Th>
                    <Th>Idle</Th>
                    <Th>In / out</Th>
                    <Th screenReaderText="Actions" />
                  </Tr>
                </Thead>
                <Tbody>
                  {shown.map((session, row) => (
                    <SessionRow
                      key={session.id}
                      session={session}
                      names={names}
                      row={row}
                      chosen={chosen.has(session.id)}
                      choose={(on) => choose([session.id], on)}
                      write={() => setWriting([session])}
                      logOff={() => setLeaving(session)}
                    />
                  ))}
                </Tbody>
              </Table>
            </div>
          );
        }}
      </Asked>
      {writing && <MessageDialog sessions={writing} close={() => setWriting(null)} />}
      {loggingOff && (
        <Confirm
          title={`Log off ${loggingOff.length} ${loggingOff.length === 1 ? 'session' : 'sessions'}?`}
          action="Log off"
          act={() => toMany('log-off', loggingOff).finally(refresh)}
          close={() => setLoggingOff(null)}
        >
          <p>The sessions end and all of their windows are closed. Work that is not saved is lost.</p>
          <ul className="usher-plain-list">
            {loggingOff.map((session) => (
              <li key={session.id}>
                {session.user.displayName} on {session.host}
              </li>
            ))}
          </ul>
        </Confirm>
      )}
      {leaving && (
        <LogOffDialog
          session={leaving}
          name={`Session of ${leaving.user.displayName}`}
          path="/api/v1/admin/sessions"
          unmanaged={!leaving.managed}
          close={() => setLeaving(null)}
        />
      )}
    </ConsolePage>
  );
}

interface RowProps {
  readonly session: AdminSession;
  readonly names: ReadonlyMap<string, string>;
  readonly row: number;
  readonly chosen: boolean;
  readonly choose: (on: boolean) => void;
  readonly write: () => void;
  readonly logOff: () => void;
}

function SessionRow({ session, names, row, chosen, choose, write, logOff }: RowProps) {
  const order = useOrder();
  const unmanaged = !session.managed;
  const state = unmanaged && session.state === 'unknown' ? UNSEEN : STATES[session.state];
  const disconnect = () =>
    order({
      do: () => ask('POST', `/api/v1/admin/sessions/${encodeURIComponent(session.id)}/disconnect`),
      done: `${session.user.displayName} is disconnected; the session goes on.`,
    });
  return (
    <Tr>
      <Td select={{ rowIndex: row, isSelected: chosen, onSelect: (_event, on) => choose(on) }} />
      <Td dataLabel="User">
        <strong>{session.user.displayName}</strong>
        <div className="usher-subtle">
          {session.user.name}
          {unmanaged ? ', with an account of the host' : `, account ${session.account}`}
        </div>
      </Td>
      <Td dataLabel="Open">
        {opened(session, names).join(', ')}
        {unmanaged ? (
          <div className="usher-subtle">not known</div>
        ) : (
          <div className="usher-subtle">
            {session.windows.map((window) => window.title).join(' · ') ||
              (session.kind === 'desktop' ? 'Desktop' : 'no window')}
          </div>
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
      <Td dataLabel="Client">
        {session.client ? clientWords(session.client) : '–'}
        {session.clientAddress && <div className="usher-subtle">{session.clientAddress}</div>}
        {session.client && <div className="usher-subtle">{MODES[session.client.mode].name}</div>}
      </Td>
      <Td dataLabel="Since">{ago(session.startedSecondsAgo)}</Td>
      <Td dataLabel="Idle">{session.client ? idleWords(session.client.idleSeconds) : '–'}</Td>
      <Td dataLabel="In / out">
        {session.client ? (
          <>
            {bytes(session.client.bytesIn)} / {bytes(session.client.bytesOut)}
            <div className="usher-subtle">
              {bytes(session.client.bytesInPerSecond)} / {bytes(session.client.bytesOutPerSecond)} a second
            </div>
          </>
        ) : (
          '–'
        )}
      </Td>
      <Td isActionCell>
        <RowActions
          of={`the session of ${session.user.displayName}`}
          actions={[
            { title: 'Message…', act: write, disabled: unmanaged },
            { title: 'Disconnect', act: disconnect, disabled: session.state !== 'active' },
            { title: 'Log off…', act: logOff, danger: true },
          ]}
        />
      </Td>
    </Tr>
  );
}

/** What is published and open in it. */
function opened(session: AdminSession, names: ReadonlyMap<string, string>): readonly string[] {
  return session.resources.map((id) => names.get(id)).filter((name) => name !== undefined);
}

function matches(session: AdminSession, typed: string, names: ReadonlyMap<string, string>): boolean {
  const text = [
    session.user.name,
    session.user.displayName,
    session.account,
    session.host,
    session.clientAddress ?? '',
    session.client ? clientWords(session.client) : '',
    ...opened(session, names),
    ...session.windows.map((window) => window.title),
  ];
  return text.join(' ').toLowerCase().includes(typed.trim().toLowerCase());
}
