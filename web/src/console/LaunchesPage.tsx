import { Checkbox, FormSelect, FormSelectOption, Label, TextInput } from '@patternfly/react-core';
import { ExpandableRowContent, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { admin, type LaunchesWanted } from '../api/queries';
import type { AdminLaunch } from '../api/types';
import { LAUNCH_STATES } from '../words/launches';
import { reasonWords } from '../words/reasons';
import { stuckWords } from '../words/stages';
import { duration, momentOf } from '../words/time';
import { LaunchDetails } from './LaunchDetails';
import { Asked } from './parts/Asked';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';

/** Launches have no event stream; so often they are asked for, in milliseconds. */
const INTERVAL = 3_000;

const ALL: LaunchesWanted = { user: '', host: '', resource: '', state: '', failed: false };

/** The latest launches, how long each stage took, and why the host was chosen. */
export function LaunchesPage() {
  const [wanted, setWanted] = useState(ALL);
  const launches = useQuery({
    ...admin.launchesOf(useDeferredValue(wanted)),
    refetchInterval: INTERVAL,
    placeholderData: (before) => before,
  });
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]));
  return (
    <ConsolePage title="Launches" actions={<Link to="/console/launches/times">Launch times</Link>}>
      <Filters wanted={wanted} change={setWanted} />
      <Asked
        query={launches}
        empty={
          Object.values(wanted).every((word) => !word) ? (
            <Empty title="Nothing was launched yet">Every click on an application is kept here with its stages.</Empty>
          ) : (
            <Empty title="No such launch">Names are looked for as a whole, in any case.</Empty>
          )
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

interface FilterProps {
  readonly wanted: LaunchesWanted;
  readonly change: (wanted: LaunchesWanted) => void;
}

function Filters({ wanted, change }: FilterProps) {
  return (
    <div className="usher-filters" role="search" aria-label="Launches">
      {(['user', 'host', 'resource'] as const).map((name) => (
        <TextInput
          key={name}
          aria-label={`Only of this ${name}`}
          placeholder={name.charAt(0).toUpperCase() + name.slice(1)}
          value={wanted[name]}
          onChange={(_event, text) => change({ ...wanted, [name]: text })}
        />
      ))}
      <FormSelect
        aria-label="Only in this state"
        value={wanted.state}
        onChange={(_event, state) => change({ ...wanted, state })}
      >
        <FormSelectOption value="" label="Any state" />
        {Object.entries(LAUNCH_STATES).map(([state, { word }]) => (
          <FormSelectOption key={state} value={state} label={state === 'pending' ? 'Being placed' : word} />
        ))}
      </FormSelect>
      <Checkbox
        id="launches-failed"
        label="Only failed"
        isChecked={wanted.failed}
        onChange={(_event, failed) => change({ ...wanted, failed })}
      />
    </div>
  );
}

interface RowsProps {
  readonly launch: AdminLaunch;
  readonly index: number;
  readonly open: boolean;
  readonly toggle: () => void;
}

function LaunchRows({ launch, index, open, toggle }: RowsProps) {
  const state = LAUNCH_STATES[launch.state];
  const last = launch.stages.at(-1);
  return (
    <Tbody isExpanded={open}>
      <Tr>
        <Td expand={{ rowIndex: index, isExpanded: open, onToggle: toggle, expandId: 'launch' }} />
        <Td dataLabel="When">
          <Link to="/console/launches/$launch" params={{ launch: launch.id }}>
            {momentOf(launch.at)}
          </Link>
        </Td>
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
          {launch.stuck && <div className="usher-stuck">{stuckWords(launch.stuck, launch.host)}</div>}
        </Td>
        <Td dataLabel="Took">{last ? duration(last.ms) : '–'}
          {launch.stages.some((stage) => stage.slow) && <div className="usher-subtle">slow</div>}
        </Td>
      </Tr>
      <Tr isExpanded={open}>
        <Td colSpan={7}>
          <ExpandableRowContent>{open && <LaunchDetails launch={launch} />}</ExpandableRowContent>
        </Td>
      </Tr>
    </Tbody>
  );
}
