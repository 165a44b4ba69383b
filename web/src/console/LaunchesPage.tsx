import { Label } from '@patternfly/react-core';
import { ExpandableRowContent, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../api/queries';
import type { AdminLaunch, LaunchState } from '../api/types';
import { reasonWords } from '../words/reasons';
import { duration, momentOf } from '../words/time';
import { LaunchDetails } from './LaunchDetails';
import { Asked } from './parts/Asked';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';

/** Launches have no event stream; so often they are asked for, in milliseconds. */
const INTERVAL = 3_000;

const STATES: Readonly<Record<LaunchState, { word: string; color: 'green' | 'blue' | 'red' | 'grey' }>> = {
  pending: { word: 'Under way', color: 'blue' },
  connecting: { word: 'Under way', color: 'blue' },
  running: { word: 'Running', color: 'green' },
  opened: { word: 'Opened', color: 'green' },
  failed: { word: 'Failed', color: 'red' },
  expired: { word: 'Expired', color: 'grey' },
};

/** The latest launches, how long each stage took, and why the host was chosen. */
export function LaunchesPage() {
  const launches = useQuery({ ...admin.launches, refetchInterval: INTERVAL });
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]));
  return (
    <ConsolePage title="Launches">
      <Asked
        query={launches}
        empty={
          <Empty title="Nothing was launched yet">Every click on an application is kept here with its stages.</Empty>
        }
      >
        {(items) => (
          <div className="usher-card">
            <Table aria-label="Launches" variant="compact" isExpandable>
              <Thead>
                <Tr>
                  <Th screenReaderText="Details" />
                  <Th>When</Th>
                  <Th>User</Th>
                  <Th>Resource</Th>
                  <Th>Host</Th>
                  <Th>Outcome</Th>
                  <Th>Took</Th>
                </Tr>
              </Thead>
              {items.map((launch, index) => (
                <LaunchRows
                  key={launch.id}
                  launch={launch}
                  index={index}
                  open={open.has(launch.id)}
                  toggle={() => toggle(launch.id)}
                />
              ))}
            </Table>
          </div>
        )}
      </Asked>
    </ConsolePage>
  );
}

interface RowsProps {
  readonly launch: AdminLaunch;
  readonly index: number;
  readonly open: boolean;
  readonly toggle: () => void;
}

function LaunchRows({ launch, index, open, toggle }: RowsProps) {
  const state = STATES[launch.state];
  const last = launch.stages.at(-1);
  return (
    <Tbody isExpanded={open}>
      <Tr>
        <Td expand={{ rowIndex: index, isExpanded: open, onToggle: toggle, expandId: 'launch' }} />
        <Td dataLabel="When">{momentOf(launch.at)}</Td>
        <Td dataLabel="User">{launch.user}</Td>
        {/* PatternFly names the button of the row after the cell with this id. */}
        <Td dataLabel="Resource" id={`simple-node${index}`}>
          {launch.resource ?? <span className="usher-subtle">return to a session</span>}
        </Td>
        <Td dataLabel="Host">{launch.host ?? '–'}</Td>
        <Td dataLabel="Outcome">
          <Label isCompact color={state.color}>
            {state.word}
          </Label>
          {launch.reason && <div className="usher-subtle">{reasonWords(launch.reason).title}</div>}
        </Td>
        <Td dataLabel="Took">{last ? duration(last.ms) : '–'}</Td>
      </Tr>
      <Tr isExpanded={open}>
        <Td colSpan={7}>
          <ExpandableRowContent>{open && <LaunchDetails launch={launch} />}</ExpandableRowContent>
        </Td>
      </Tr>
    </Tbody>
  );
}
