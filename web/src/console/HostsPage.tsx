import { Button, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { admin } from '../api/queries';
import type { Host, HostChange, HostState } from '../api/types';
import { Confirm } from '../frame/Confirm';
import { hostStateWords, hostStatusWords, proofWords, UNMANAGED } from '../words/hosts';
import { CLIPBOARD } from '../words/policy';
import { dayOf } from '../words/time';
import { AddHostDialog } from './AddHostDialog';
import { AddUnmanagedHostDialog } from './AddUnmanagedHostDialog';
import { HostDialog } from './HostDialog';
import { MaintenanceDialog } from './MaintenanceDialog';
import { Asked } from './parts/Asked';
import { Bar } from './parts/Bar';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';
import { RowActions } from '../frame/RowActions';
import { refresh, useOrder } from './parts/useOrder';

type Open =
  | { readonly what: 'add' | 'add-unmanaged' }
  | { readonly what: 'change' | 'maintenance' | 'remove'; readonly host: Host }
  | null;

/** What can be wanted of a host at once: the state, the word for the action, and what is said of the host after it. */
const STATES: readonly (readonly [HostState, string, string])[] = [
  ['enabled', 'Enable', 'is enabled.'],
  ['draining', 'Drain', 'takes nobody new.'],
  ['draining-until-reboot', 'Drain until reboot', 'takes nobody new until it has been started anew.'],
  ['disabled', 'Disable', 'is disabled.'],
];

/** The session hosts, with their load as it is. */
export function HostsPage() {
  const hosts = useQuery(admin.hosts);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const add = (
    <>
      <Button onClick={() => setOpen({ what: 'add' })}>Add a host</Button>
      <Button variant="secondary" onClick={() => setOpen({ what: 'add-unmanaged' })}>
        Add an unmanaged host
      </Button>
    </>
  );
  return (
    <ConsolePage title="Hosts" actions={add}>
      <Asked
        query={hosts}
        empty={
          <Empty title="No hosts yet" action={add}>
            Applications run on session hosts. Add one: it takes one command on the machine. A machine that cannot have
            our agent, such as one with Windows, can be added by its address.
          </Empty>
        }
      >
        {(items) => (
          <div className="usher-card">
            <Table aria-label="Hosts" variant="compact">
              <Thead>
                <Tr>
                  <Th>Host</Th>
                  <Th>State</Th>
                  <Th>Processors</Th>
                  <Th>Memory</Th>
                  <Th>Sessions</Th>
                  <Th>Version</Th>
                  <Th screenReaderText="Actions" />
                </Tr>
              </Thead>
              <Tbody>
                {items.map((host) => (
                  <HostRow key={host.id} host={host} open={(what) => setOpen({ what, host })} />
                ))}
              </Tbody>
            </Table>
          </div>
        )}
      </Asked>
      {open?.what === 'add' && <AddHostDialog close={close} />}
      {open?.what === 'add-unmanaged' && <AddUnmanagedHostDialog close={close} />}
      {open?.what === 'change' && <HostDialog host={open.host} close={close} />}
      {open?.what === 'maintenance' && <MaintenanceDialog host={open.host} close={close} />}
      {open?.what === 'remove' && (
        <Confirm
          title={`Remove ${open.host.name}?`}
          action="Remove"
          act={() => ask('DELETE', pathOf(open.host)).then(refresh)}
          close={close}
        >
          <p>
            {open.host.kind === 'managed'
              ? 'Its certificate is refused from then on, so it takes nobody any more.'
              : 'Nobody is sent there any more.'}{' '}
            Sessions that run on it are not ended. To bring it back, add it again.
          </p>
        </Confirm>
      )}
    </ConsolePage>
  );
}

interface RowProps {
  readonly host: Host;
  readonly open: (what: 'change' | 'maintenance' | 'remove') => void;
}

function HostRow({ host, open }: RowProps) {
  const order = useOrder();
  const change = (form: HostChange, done: string) => order({ do: () => ask('PATCH', pathOf(host), form), done });
  const status = hostStatusWords(host);
  const state = hostStateWords(host.state);
  return (
    <Tr>
      <Td dataLabel="Host">
        <strong>{host.name}</strong>
        <div className="usher-subtle">{host.target}</div>
        {host.proof && <div className="usher-subtle">{proofWords(host.proof)}</div>}
      </Td>
      <Td dataLabel="State">
        <div className="usher-actions">
          <Label isCompact color={status.color} title={status.help}>
            {status.word}
          </Label>
          {state && (
            <Label isCompact color={state.color} title={state.help}>
              {state.word}
            </Label>
          )}
          {host.kind === 'unmanaged' && (
            <Label isCompact color="blue" title={UNMANAGED}>
              Unmanaged
            </Label>
          )}
        </div>
        {host.state === 'maintenance' && host.message && <div className="usher-subtle">“{host.message}”</div>}
        {host.signOn === 'host' && <div className="usher-subtle">asks people for their own credentials</div>}
        {host.clipboard !== 'both' && (
          <div className="usher-subtle">clipboard {CLIPBOARD[host.clipboard]}, for everybody there</div>
        )}
      </Td>
      <Td dataLabel="Processors">
        <Bar label={`Processors of ${host.name}`} part={host.cpu} />
      </Td>
      <Td dataLabel="Memory">
        <Bar label={`Memory of ${host.name}`} part={host.memory} />
      </Td>
      <Td dataLabel="Sessions">
        <Bar
          label={`Sessions on ${host.name}`}
          part={host.maxSessions > 0 ? host.sessions / host.maxSessions : 1}
          words={`${host.sessions} of ${host.maxSessions}`}
        />
      </Td>
      <Td dataLabel="Version">
        {host.version || '–'}
        {host.certificateExpires && (
          <div className="usher-subtle">
            certificate until <span className="usher-unbroken">{dayOf(host.certificateExpires)}</span>
          </div>
        )}
      </Td>
      <Td isActionCell>
        <RowActions
          of={host.name}
          actions={[
            ...STATES.filter(
              ([state]) => state !== host.state && (state !== 'draining-until-reboot' || host.kind === 'managed'),
            ).map(([state, title, done]) => ({ title, act: () => change({ state }, `${host.name} ${done}`) })),
            { title: 'Maintenance…', act: () => open('maintenance') },
            { title: 'Change…', act: () => open('change') },
            { title: 'Remove…', act: () => open('remove'), danger: true },
          ]}
        />
      </Td>
    </Tr>
  );
}

function pathOf(host: Host): string {
  return `/api/v1/admin/hosts/${encodeURIComponent(host.id)}`;
}
