import { FormSelect, FormSelectOption, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { admin } from '../api/queries';
import type { LaunchTime } from '../api/types';
import { STAGES, stageWords } from '../words/stages';
import { duration } from '../words/time';
import { Asked } from './parts/Asked';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';

const SPANS: readonly (readonly [hours: number, words: string])[] = [
  [1, 'The last hour'],
  [24, 'The last day'],
  [168, 'The last week'],
];

/** How long the stages of launches take, host by host. */
export function LaunchTimesPage() {
  const [hours, setHours] = useState(24);
  const times = useQuery(admin.launchTimes(hours));
  return (
    <ConsolePage
      title="Launch times"
      actions={
        <>
          <FormSelect aria-label="Time" value={hours} onChange={(_event, chosen) => setHours(Number(chosen))}>
            {SPANS.map(([value, words]) => (
              <FormSelectOption key={value} value={value} label={words} />
            ))}
          </FormSelect>
          <Link to="/console/launches">All launches</Link>
        </>
      }
    >
      <Asked query={times} empty={<Empty title="Nothing was launched in this time">Choose a longer one.</Empty>}>
        {(items) =>
          [...new Set(items.map((time) => time.host))].map((host) => (
            <HostTimes key={host} times={items.filter((time) => time.host === host)} />
          ))
        }
      </Asked>
    </ConsolePage>
  );
}

function HostTimes({ times }: { readonly times: readonly LaunchTime[] }) {
  const name = times[0]?.name ?? '';
  const longest = Math.max(1, ...times.map((time) => time.p95Ms));
  const inOrder = STAGES.flatMap((stage) => times.filter((time) => time.stage === stage));
  return (
    <section className="usher-card usher-times" aria-label={name}>
      <Title headingLevel="h2" size="md">
        {name}
      </Title>
      <Table aria-label={`Stages on ${name}`} variant="compact" borders={false}>
        <Thead>
          <Tr>
            <Th width={30}>Stage</Th>
            <Th width={40} screenReaderText="As bars" />
            <Th modifier="nowrap">Half within</Th>
            <Th modifier="nowrap">95 % within</Th>
            <Th>Launches</Th>
          </Tr>
        </Thead>
        <Tbody>
          {inOrder.map((time) => (
            <Tr key={time.stage}>
              <Td dataLabel="Stage">{stageWords(time.stage).doing}</Td>
              <Td>
                <span className="usher-times__track" aria-hidden>
                  <span className="usher-times__p95" style={{ width: `${(time.p95Ms / longest) * 100}%` }} />
                  <span className="usher-times__p50" style={{ width: `${(time.p50Ms / longest) * 100}%` }} />
                </span>
              </Td>
              <Td dataLabel="Half within">{duration(time.p50Ms)}</Td>
              <Td dataLabel="95 % within">{duration(time.p95Ms)}</Td>
              <Td dataLabel="Launches">{time.count}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </section>
  );
}
