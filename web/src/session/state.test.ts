import { describe, expect, it } from 'vitest';
import type { Launch, PolicyView } from '../api/types';
import { OPEN_POLICY } from '../words/policy.testing';
import { beginning, step, type Effect, type RemoteEvent, type RemoteState } from './state';

function play(events: RemoteEvent[], from = beginning('Writer', 'application', null)) {
  const effects: (Effect | null)[] = [];
  const state = events.reduce<RemoteState>((before, event) => {
    const { state: after, effect } = step(before, event);
    effects.push(effect);
    return after;
  }, from);
  return { state, effect: effects.at(-1) ?? null };
}

const POLICY: PolicyView = { ...OPEN_POLICY, clipboard: 'to-session' };
const ANSWERED: RemoteEvent = { type: 'answered', launch: 'l1', session: 's1', policy: POLICY };
const SHOWN: RemoteEvent = { type: 'shown' };

function launch(id: string, state: Launch['state'], reason: string | null = null): RemoteEvent {
  const nothing = { host: null, stages: [], stuck: null, queuePosition: null };
  return { type: 'progressed', launch: { id, key: `key of ${id}`, state, reason, ...nothing } };
}

describe('a session in the page', () => {
  it('is opened and shown', () => {
    const { state } = play([{ type: 'asked', starts: true }, ANSWERED, launch('l1', 'connecting'), SHOWN]);
    expect(state.phase).toEqual({ at: 'shown' });
    expect(state.session).toBe('s1');
    expect(state.policy).toEqual(POLICY);
    expect(state.launch?.state).toBe('connecting');
  });

  it('learns how far its click is before that is answered, and what becomes of it from the answer', () => {
    const asked: RemoteEvent[] = [
      { type: 'asked', starts: true },
      { type: 'clicked', key: 'key of l1' },
    ];
    expect(play([...asked, launch('l2', 'pending')]).state.launch).toBeNull();
    const { state } = play([...asked, launch('l1', 'failed', 'all-full')]);
    expect(state.launch?.id).toBe('l1');
    expect(state.phase.at).toBe('opening');
    expect(play([ANSWERED], state).state.launch?.id).toBe('l1');
  });

  it('does not mind the progress of other launches', () => {
    const { state } = play([ANSWERED, launch('l9', 'failed', 'program-missing')]);
    expect(state.phase).toEqual({ at: 'opening' });
  });

  it('says why when it fails before there is a picture', () => {
    const { state } = play([ANSWERED, launch('l1', 'failed', 'program-missing')]);
    expect(state.phase).toEqual({ at: 'ended', reason: 'program-missing' });
  });

  it('keeps the picture when only the program failed', () => {
    const { state } = play([ANSWERED, SHOWN, launch('l1', 'failed', 'program-missing')]);
    expect(state.phase).toEqual({ at: 'shown' });
    expect(state.trouble).toBe('program-missing');
    expect(play([{ type: 'troubleRead' }], state).state.trouble).toBeNull();
  });

  it('waits for what the host wants to know, whatever becomes of the launch meanwhile', () => {
    const wanted: RemoteEvent = { type: 'signOnWanted', signOn: { refused: false, user: null, domain: '' } };
    const { state } = play([ANSWERED, wanted, launch('l1', 'expired'), launch('l1', 'failed', 'launch-expired')]);
    expect(state.phase).toEqual({ at: 'opening' });
    expect(state.signOn).toEqual({ refused: false, user: null, domain: '' });
    expect(play([{ type: 'signOnGiven' }], state).state.signOn).toBeNull();
  });

  it('asks again over the picture of before', () => {
    const again: RemoteEvent = { type: 'signOnWanted', signOn: { refused: true, user: 'alice', domain: 'LAB' } };
    const { state } = play([ANSWERED, SHOWN, again]);
    expect(state.phase).toEqual({ at: 'opening' });
    expect(state.signOn?.refused).toBe(true);
    expect(play([{ type: 'asked', starts: false }], state).state.signOn).toBeNull();
  });

  it('looks whether it goes on when the gateway that had it stops', () => {
    const { effect } = play([ANSWERED, SHOWN, { type: 'ended', reason: 'gateway-stopping' }]);
    expect(effect).toEqual({ order: 'look', reason: 'gateway-stopping' });
  });

  it('keeps the picture while the stream comes back', () => {
    const { state } = play([ANSWERED, SHOWN, { type: 'flowing', flows: false }]);
    expect(state).toMatchObject({ phase: { at: 'shown' }, flows: false });
  });

  it('offers a way back when it was taken over', () => {
    const { state, effect } = play([ANSWERED, SHOWN, { type: 'ended', reason: 'taken-over' }]);
    expect(state.phase).toEqual({ at: 'ended', reason: 'taken-over' });
    expect(effect).toBeNull();
  });

  it('leaves when the session has ended or vanished', () => {
    for (const event of [{ type: 'ended', reason: 'session-ended' }, { type: 'vanished' }] as const) {
      expect(play([ANSWERED, SHOWN, event]).effect?.order).toBe('leave');
    }
  });

  it('keeps the reason of a launch that failed when the picture comes after it', () => {
    const { state } = play([ANSWERED, launch('l1', 'failed', 'document-missing'), SHOWN]);
    expect(state).toMatchObject({ phase: { at: 'shown' }, trouble: 'document-missing' });
  });

  it('keeps the reason of a launch that failed when its session goes', () => {
    const { state, effect } = play([ANSWERED, launch('l1', 'failed', 'program-missing'), { type: 'vanished' }]);
    expect(state.phase).toEqual({ at: 'ended', reason: 'program-missing' });
    expect(effect).toBeNull();
  });

  describe('when the host closed the connection', () => {
    const closed: RemoteEvent[] = [ANSWERED, SHOWN, { type: 'ended', reason: 'rdp-closed' }];
    const looked = (exists: boolean | null): RemoteEvent => ({ type: 'looked', exists, reason: 'rdp-closed' });

    it('looks whether the session is still there', () => {
      expect(play(closed).effect).toEqual({ order: 'look', reason: 'rdp-closed' });
    });

    it('leaves when it is not', () => {
      expect(play([...closed, looked(false)]).effect?.order).toBe('leave');
    });

    it('comes back three times by itself, then asks', () => {
      const back: RemoteEvent[] = [
        looked(true),
        { type: 'asked', starts: true },
        { type: 'ended', reason: 'rdp-closed' },
      ];
      expect(play([...closed, ...back, ...back, looked(true)]).effect).toEqual({ order: 'return' });
      const { state, effect } = play([...closed, ...back, ...back, ...back, looked(true)]);
      expect(state.phase).toEqual({ at: 'ended', reason: 'rdp-closed' });
      expect(effect).toBeNull();
    });

    it('leaves when the way back leads nowhere', () => {
      const { effect } = play([
        ...closed,
        looked(true),
        { type: 'asked', starts: false },
        { type: 'ended', reason: 'session-unknown' },
      ]);
      expect(effect?.order).toBe('leave');
    });

    it('may come back again only after it has stayed, or two devices would take it from each other for ever', () => {
      const back: RemoteEvent[] = [looked(true), { type: 'asked', starts: false }, ANSWERED, SHOWN];
      const lost: RemoteEvent = { type: 'ended', reason: 'rdp-closed' };
      const thrice = [...closed, ...back, lost, ...back, lost, ...back];
      expect(play([...thrice, lost, looked(true)]).effect).toBeNull();
      expect(play([...thrice, { type: 'settled' }, lost, looked(true)]).effect).toEqual({ order: 'return' });
    });

    it('asks when nobody knows', () => {
      expect(play([...closed, looked(null)]).state.phase).toEqual({ at: 'ended', reason: 'rdp-closed' });
    });
  });

  describe('in which a second application opens', () => {
    const opening: RemoteEvent = { type: 'openingHere', opening: { launch: 'l2', name: 'Calc' } };

    it('says so until its window is there', () => {
      const { state } = play([ANSWERED, SHOWN, opening, launch('l2', 'opened')]);
      expect(state.openings).toHaveLength(1);
      expect(play([launch('l2', 'running')], state).state.openings).toHaveLength(0);
    });

    it('says what went wrong', () => {
      const { state } = play([ANSWERED, SHOWN, opening, launch('l2', 'failed', 'program-missing')]);
      expect(state).toMatchObject({ phase: { at: 'shown' }, openings: [], trouble: 'program-missing' });
    });
  });

  it('that was refused says what the administrator says to it', () => {
    const { state } = play([{ type: 'ended', reason: 'host-maintenance', told: 'Back at noon.' }]);
    expect(state.phase).toEqual({ at: 'ended', reason: 'host-maintenance', told: 'Back at noon.' });
    const beside = play([ANSWERED, SHOWN, { type: 'openingRefused', reason: 'host-maintenance', told: 'At noon.' }]);
    expect(beside.state.troubleTold).toBe('At noon.');
    expect(play([ANSWERED, SHOWN, { type: 'openingRefused', reason: 'all-full' }]).state.troubleTold).toBeNull();
  });

  it('that waits in the queue shows its place in it, as the broker tells', () => {
    const waits = play([{ type: 'queued', launch: 'l', position: 3 }]);
    expect(waits.state.launch?.queuePosition).toBe(3);
    const nearer: RemoteEvent = {
      type: 'progressed',
      launch: { id: 'l', key: 'k', state: 'pending', reason: null, host: null, stages: [], stuck: null, queuePosition: 2 },
    };
    expect(play([{ type: 'queued', launch: 'l', position: 3 }, nearer]).state.launch?.queuePosition).toBe(2);
  });
});
