import { Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { AdminLaunch, Placement } from '../api/types';
import { rejectionWords } from '../words/placement';
import { reasonWords } from '../words/reasons';
import { stageWords } from '../words/stages';
import { duration } from '../words/time';

/** How a launch went, stage by stage, and how its host was found. */
export function LaunchDetails({ launch }: { readonly launch: AdminLaunch }) {
  return (
    <div className="usher-launch">
      <section aria-label="Stages">
        <Title headingLevel="h2" size="md">
          Stages
        </Title>
        <Timeline launch={launch} />
        {launch.reason && (
          <p>
            {reasonWords(launch.reason).what} <code>{launch.reason}</code>
          </p>
        )}
      </section>
      {launch.placement && (
        <section aria-label="Placement">
          <Title headingLevel="h2" size="md">
            Why this host
          </Title>
          <PlacementWords placement={launch.placement} />
        </section>
      )}
    </div>
  );
}

function Timeline({ launch }: { readonly launch: AdminLaunch }) {
  const whole = Math.max(1, launch.stages.at(-1)?.ms ?? 1);
  return (
    <ol className="usher-timeline">
      {launch.stages.map((stage, index) => {
        const begin = launch.stages[index - 1]?.ms ?? 0;
        const took = Math.max(0, stage.ms - begin);
        return (
          <li key={stage.stage} data-failed={stage.failure !== null}>
            <span>{stageWords(stage.stage).doing}</span>
            <span className="usher-timeline__track" aria-hidden>
              <span
                style={{
                  insetInlineStart: `${(begin / whole) * 100}%`,
                  width: `${Math.max(0.5, (took / whole) * 100)}%`,
                }}
              />
            </span>
            <span className="usher-timeline__time">
              {duration(took)}
              {stage.failure && ` · ${stage.failure}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function PlacementWords({ placement }: { readonly placement: Placement }) {
  return (
    <>
      {placement.candidates.length > 0 && (
        <Table aria-label="Candidates" variant="compact" borders={false}>
          <Thead>
            <Tr>
              <Th>Host</Th>
              <Th modifier="nowrap">Sessions</Th>
              <Th modifier="nowrap">Processors</Th>
              <Th modifier="nowrap">Memory</Th>
              <Th modifier="nowrap">Score</Th>
            </Tr>
          </Thead>
          <Tbody>
            {placement.candidates.map((candidate) => (
              <Tr key={candidate.host}>
                <Td dataLabel="Host">
                  {candidate.host === placement.chosen ? <strong>{candidate.name}, chosen</strong> : candidate.name}
                </Td>
                <Td dataLabel="Sessions">{percent(candidate.sessions)}</Td>
                <Td dataLabel="Processors">{percent(candidate.cpu)}</Td>
                <Td dataLabel="Memory">{percent(candidate.memory)}</Td>
                <Td dataLabel="Score">{candidate.score.toFixed(2)}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      {placement.rejected.length > 0 && (
        <ul className="usher-plain-list">
          {placement.rejected.map((rejected) => (
            <li key={rejected.host}>
              Not {rejected.name}, because {rejectionWords(rejected.because)}.
            </li>
          ))}
        </ul>
      )}
      <p className="usher-subtle">
        {placement.method === 'round-robin'
          ? 'One host after the other: the one that was given a session longest ago is taken, and the score does not count.'
          : 'The score is the mean of what is in use; 0 is idle and 1 is full. Hosts within 0.1 of the best count as alike, and the one with the fewest sessions for its size is taken.'}
      </p>
    </>
  );
}

function percent(part: number | null): string {
  return part === null ? 'unknown' : `${Math.round(part * 100)} %`;
}
