import { describe, expect, it } from 'vitest';
import type { Launch, StageName } from '../api/types';
import { currentStage, queueWords, STAGES, STAGES_OF_RETURN, stagesOf, stuckWords } from './stages';

function launch(...stages: [StageName, string?][]): Launch {
  return {
    id: 'l',
    key: 'k',
    state: 'connecting',
    reason: null,
    host: 'host-1',
    stages: stages.map(([stage, failure = null]) => ({ stage, ms: 1, spentMs: 1, slow: false, failure })),
    stuck: null,
    queuePosition: null,
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

describe('what a launch waits for', () => {
  it('is said with the host and the time', () => {
    const words = stuckWords({ stage: 'sign-on', seconds: 8 }, 'host3');
    expect(words).toBe('Waiting for the sign-on on host3 for 8 seconds');
    expect(stuckWords({ stage: 'placed', seconds: 1 }, null)).toBe('Waiting for a place on a host for 1 second');
  });
});

describe('the queue', () => {
  it('is a stage of those launches alone that wait in it', () => {
    expect(stagesOf(null, STAGES)).not.toContain('queued');
    expect(stagesOf(launch(['authenticated']), STAGES)).not.toContain('queued');
    const waits = { ...launch(['authenticated']), queuePosition: 3 };
    expect(stagesOf(waits, STAGES)).toContain('queued');
    expect(currentStage(waits, stagesOf(waits, STAGES))).toBe('queued');
    expect(stagesOf(launch(['authenticated'], ['queued'], ['placed']), STAGES)).toContain('queued');
  });

  it('says who is next', () => {
    expect(queueWords(1)).toBe('You are next in the queue.');
    expect(queueWords(3)).toBe('You are number 3 in the queue.');
  });
});
