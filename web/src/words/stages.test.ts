import { describe, expect, it } from 'vitest';
import type { Launch, StageName } from '../api/types';
import { currentStage, STAGES_OF_RETURN } from './stages';

function launch(...stages: [StageName, string?][]): Launch {
  return {
    id: 'l',
    state: 'connecting',
    reason: null,
    stages: stages.map(([stage, failure = null]) => ({ stage, ms: 1, failure })),
  };
}

describe('the stage that is under way', () => {
  it('is the first before anything is known', () => {
    expect(currentStage(null)).toBe('authenticated');
  });

  it('follows the last that was reached, also when one was passed over', () => {
    expect(currentStage(launch(['authenticated'], ['ticket'], ['tunnel']))).toBe('host-connected');
  });

  it('is the one that failed', () => {
    expect(currentStage(launch(['authenticated'], ['placed', 'all-full']))).toBe('placed');
  });

  it('ends with the session for a return', () => {
    expect(currentStage(launch(['session-created']), STAGES_OF_RETURN)).toBeNull();
    expect(currentStage(launch(['session-created']))).toBe('launcher');
  });
});
