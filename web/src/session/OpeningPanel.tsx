import { ProgressStep, ProgressStepper, Spinner, Title } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { currentStage, STAGES, STAGES_OF_RETURN, stageWords } from '../words/stages';
import type { RemoteState } from './state';

/** A stage that takes longer than this is explained, in milliseconds. */
const SLOW = 5_000;

/** How far a session is on its way, and what takes so long if something does. */
export function OpeningPanel({ state }: { readonly state: RemoteState }) {
  const stages = state.starts ? STAGES : STAGES_OF_RETURN;
  const current = currentStage(state.launch, stages);
  const slow = useSlow(current);
  const at = current === null ? stages.length : stages.indexOf(current);
  return (
    <div className="usher-panel">
      <div className="usher-panel__card">
        <div className="usher-panel__head">
          <Spinner size="lg" aria-label="Opening" />
          <div>
            <Title headingLevel="h1" size="xl">
              {state.starts ? `Opening ${state.name}` : `Returning to ${state.name}`}
            </Title>
            <p role="status" className="usher-subtle">
              {current === null ? 'Waiting for the picture' : stageWords(current).doing}…
            </p>
          </div>
        </div>
        <ProgressStepper isVertical isCompact aria-label="Stages">
          {stages.map((stage, index) => (
            <ProgressStep
              key={stage}
              id={stage}
              titleId={`${stage}-title`}
              variant={index < at ? 'success' : index === at ? 'info' : 'pending'}
              isCurrent={index === at}
              aria-label={index < at ? 'done' : index === at ? 'under way' : 'to come'}
            >
              {stageWords(stage).doing}
            </ProgressStep>
          ))}
        </ProgressStepper>
        <p role="status" className="usher-panel__slow">
          {slow && current && `This takes longer than usual. ${stageWords(current).slow}`}
        </p>
      </div>
    </div>
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
