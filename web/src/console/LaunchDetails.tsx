import { Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { AdminLaunch, Placement, Stage } from '../api/types';
import { rejectionWords } from '../words/placement';
import { reasonWords } from '../words/reasons';
import { stageWords, stuckWords } from '../words/stages';
import { duration } from '../words/time';
import { Bar } from './parts/Bar';

/** How a launch went, stage by stage, and how its host was found. */
export function LaunchDetails({ launch }: { readonly launch: AdminLaunch }) {
  return (
    <div className="usher-launch">
      <section aria-label="Stages">
        <Title headingLevel="h2" size="md">
          Stages
        </Title>
        <Timeline launch={launch} />
        {launch.stuck && <p>{stageWords(launch.stuck.stage).slow}</p>}
        {launch.reason && (
          <p>
            {reasonWords(launch.reason).what} <code>{launch.reason}</code>
          </p>
        )}
      </section>
      {launch.placement ? (
        <section aria-label="Placement">
          <Title headingLevel="h2" size="md">
            {launch.placement.chosen ? 'Why this host' : 'Why no host'}
          </Title>
          <PlacementWords placement={launch.placement} />
        </section>
      ) : (
        launch.host && (
          <p className="usher-subtle">The user went back to a session on {launch.host}; nothing was chosen.</p>
        )
      )}
    </div>
  );
}

/** Each stage as a bar from the one before it to its own end: from the ticket on, client and session go side by side. */
function Timeline({ launch }: { readonly launch: AdminLaunch }) {
  const last = Math.max(1, ...launch.stages.map((stage) => stage.ms));
  const waited = (launch.stuck?.seconds ?? 0) * 1_000;
  const whole = last + waited;
  return (
    <ol className="usher-timeline">
      {launch.stages.map((stage) => (
        <li key={stage.stage} data-kind={kindOf(stage)}>
          <span>{stageWords(stage.stage).doing}</span>
          <Track from={stage.ms - stage.spentMs} took={stage.spentMs} whole={whole} />
          <span className="usher-timeline__time">
            {duration(stage.spentMs)}
            {stage.slow && ' · slow'}
            {stage.failure && ` · ${stage.failure}`}
          </span>
        </li>
      ))}
      {launch.stuck && (
        <li data-kind="stuck">
          <span>{stageWords(launch.stuck.stage).doing}</span>
          <Track from={last} took={waited} whole={whole} />
          <span className="usher-timeline__time">{stuckWords(launch.stuck, launch.host)}</span>
        </li>
      )}
    </ol>
  );
}

function kindOf(stage: Stage): string | undefined {
  return stage.failure !== null ? 'failed' : stage.slow ? 'slow' : undefined;
}

function Track({ from, took, whole }: { readonly from: number; readonly took: number; readonly whole: number }) {
  return (
    <span className="usher-timeline__track" aria-hidden>
      <span
        style={{
          insetInlineStart: `${(Math.max(0, from) / whole) * 100}%`,
          width: `${Math.max(0.5, (took / whole) * 100)}%`,
        }}
      />
    </span>
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
                <Td dataLabel="Sessions">
                  <Bar label={`Sessions of ${candidate.name}`} part={candidate.sessions} />
                </Td>
                <Td dataLabel="Processors">
                  <Bar label={`Processors of ${candidate.name}`} part={candidate.cpu} />
                </Td>
                <Td dataLabel="Memory">
                  <Bar label={`Memory of ${candidate.name}`} part={candidate.memory} />
                </Td>
                <Td dataLabel="Score">
                  <Bar
                    label={`Score of ${candidate.name}`}
                    part={candidate.score}
                    words={candidate.score.toFixed(2)}
                  />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      {placement.rejected.length > 0 && (
        <ul className="usher-plain-list">
          {placement.rejected.map((rejected) => (
            <li key={rejected.host}>
              Not {rejected.name}, because {rejectionWords(rejected.because)}. <code>{rejected.because}</code>
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
