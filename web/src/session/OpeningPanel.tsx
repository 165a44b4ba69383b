import { Spinner, Title } from '@patternfly/react-core';
import CheckIcon from '@patternfly/react-icons/dist/esm/icons/check-icon';
import { useEffect, useState } from 'react';
import type { StageName } from '../api/types';
import { currentStage, queueWords, STAGES, STAGES_OF_RETURN, stagesOf, stageWords } from '../words/stages';
import type { RemoteState } from './state';
import { StuckWords } from './StuckWords';

/** A stage that takes longer than this is explained, in milliseconds. */
const SLOW = 5_000;

/** How far a session is on its way, and what takes so long if something does. */
export function OpeningPanel({ state }: { readonly state: RemoteState }) {
  const stages = stagesOf(state.launch, state.starts ? STAGES : STAGES_OF_RETURN);
  const position = state.launch?.queuePosition ?? null;
  const current = currentStage(state.launch, stages);
  const slow = useSlow(current);
  const stuck = state.launch?.stuck ?? null;
  const explained = stuck ? stuck.stage : slow ? current : null;
  return (
    <div className="usher-panel">
      <div className="usher-panel__card">
        <Title headingLevel="h1" size="xl">
          {state.starts ? `Opening ${state.name}` : `Returning to ${state.name}`}
        </Title>
        <Stages stages={stages} current={current} />
        <div className="usher-panel__slow">
          {stuck && position === null && <StuckWords stuck={stuck} host={state.launch?.host ?? null} />}
          <p role="status">
            {position !== null && queueWords(position)}
            {position === null && explained && `This takes longer than usual. ${stageWords(explained).slow}`}
          </p>
        </div>
      </div>
    </div>
  );
}

function Stages({ stages, current }: { readonly stages: readonly StageName[]; readonly current: StageName | null }) {
  const at = current === null ? stages.length : stages.indexOf(current);
  return (
    <ol className="usher-stages" aria-label="Stages">
      {stages.map((stage, index) => (
        <li key={stage} aria-current={index === at ? 'step' : undefined} data-done={index < at}>
          <span className="usher-stages__mark">
            {index < at && <CheckIcon aria-label="done" />}
            {index === at && <Spinner size="sm" aria-label="under way" />}
          </span>
          {stageWords(stage).doing}
        </li>
      ))}
    </ol>
  );
}

function useSlow(stage: string | null): boolean {
  const [slow, setSlow] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(stage), SLOW);
    return () => clearTimeout(timer);
  }, [stage]);
  return slow === stage;
}
