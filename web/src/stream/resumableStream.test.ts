import { describe, expect, it } from 'vitest';
import { encode, FrameReader } from './codec';
import type { StreamFrame } from './frame';
import { LOST, ResumableStream, UNREACHABLE, type Surroundings, type TransportWatcher } from './resumableStream';

interface Dialled {
  watcher: TransportWatcher;
  frames: StreamFrame[];
  closed: boolean;
}

/** A world in which time passes only when the test says so. */
class World implements Surroundings {
  readonly dialled: Dialled[] = [];
  looking = true;
  private time = 0;
  private timers: { at: number; run: () => void }[] = [];

  dial(watcher: TransportWatcher) {
    const dialled: Dialled = { watcher, frames: [], closed: false };
    const reader = new FrameReader();
    this.dialled.push(dialled);
    return {
      send: (bytes: Uint8Array<ArrayBuffer>) =>
        reader.push(bytes, (frame) =>
          dialled.frames.push(frame.type === 'data' ? { ...frame, bytes: frame.bytes.slice() } : frame),
        ),
      close: () => (dialled.closed = true),
    };
  }

  now = () => this.time;
  random = () => 0.5;
  visible = () => this.looking;

  later(delay: number, run: () => void) {
    const timer = { at: this.time + delay, run };
    this.timers.push(timer);
    return () => (this.timers = this.timers.filter((other) => other !== timer));
  }

  pass(milliseconds: number): void {
    const until = this.time + milliseconds;
    for (;;) {
      const [next] = this.timers.filter((timer) => timer.at <= until).sort((one, other) => one.at - other.at);
      if (!next) {
        break;
      }
      this.time = Math.max(this.time, next.at);
      this.timers = this.timers.filter((timer) => timer !== next);
      next.run();
    }
    this.time = until;
  }

  /** The page sleeps: time passes, no timer runs. */
  sleep(milliseconds: number): void {
    this.time += milliseconds;
  }

  get last(): Dialled {
    return this.dialled[this.dialled.length - 1] as Dialled;
  }

  hear(frame: StreamFrame): void {
    this.last.watcher.received(encode(frame));
  }

  answerPings(): void {
    const asked = this.last.frames.filter((frame) => frame.type === 'ping');
    asked.forEach((frame) => this.hear({ type: 'pong', token: frame.token, received: 0 }));
  }
}

const LEASE = new Uint8Array(32).fill(7);
const WELCOME: StreamFrame = { type: 'welcome', lease: LEASE, epoch: 1, received: 0 };

function begin() {
  const world = new World();
  const seen: string[] = [];
  const got: number[] = [];
  const stream = new ResumableStream('ticket', world, {
    deliver: (bytes) => got.push(...bytes),
    flowing: (flows) => seen.push(flows ? 'flowing' : 'broken'),
    over: (reason) => seen.push(reason),
  });
  stream.start();
  return { world, seen, got, stream };
}

function beginFlowing() {
  const all = begin();
  all.world.last.watcher.opened();
  all.world.hear(WELCOME);
  all.world.answerPings();
  return all;
}

describe('a resumable stream', () => {
  it('greets with the ticket and sends what was offered before', () => {
    const { world, seen, stream } = begin();
    stream.offer(Uint8Array.of(1, 2, 3));
    world.last.watcher.opened();
    expect(world.last.frames).toEqual([{ type: 'hello', ticket: 'ticket', lease: null, received: 0 }]);
    world.hear(WELCOME);
    expect(world.last.frames[1]).toEqual({ type: 'data', offset: 0, bytes: Uint8Array.of(1, 2, 3) });
    expect(seen).toEqual(['flowing']);
  });

  it('comes back at once with the lease and what it has', () => {
    const { world, seen, got } = beginFlowing();
    world.hear({ type: 'data', offset: 0, bytes: Uint8Array.of(9, 8) });
    world.last.watcher.closed();
    world.pass(0);
    expect(world.dialled).toHaveLength(2);
    world.last.watcher.opened();
    expect(world.last.frames).toEqual([{ type: 'hello', ticket: 'ticket', lease: LEASE, received: 2 }]);
    world.hear(WELCOME);
    expect(seen).toEqual(['flowing', 'broken', 'flowing']);
    expect(got).toEqual([9, 8]);
  });

  it('drops a transport that does not answer for two seconds', () => {
    const { world, seen } = beginFlowing();
    const first = world.last;
    world.pass(1_900);
    expect(first.closed).toBe(false);
    world.pass(1_100);
    expect(first.closed).toBe(true);
    expect(world.dialled).toHaveLength(2);
    expect(seen).toEqual(['flowing', 'broken']);
  });

  it('holds a transport for alive while bytes come', () => {
    const { world } = beginFlowing();
    for (let offset = 0; offset < 8; offset++) {
      world.pass(1_000);
      world.hear({ type: 'data', offset, bytes: Uint8Array.of(1) });
    }
    expect(world.dialled).toHaveLength(1);
  });

  it('does not hold its own sleep against the transport', () => {
    const { world, stream } = beginFlowing();
    world.pass(500);
    world.sleep(60_000);
    stream.nudge();
    world.answerPings();
    world.pass(1_000);
    expect(world.dialled).toHaveLength(1);
  });

  it('asks less often while nobody looks', () => {
    const { world } = beginFlowing();
    world.looking = false;
    world.pass(500);
    world.answerPings();
    const before = world.last.frames.length;
    world.pass(4_900);
    expect(world.last.frames.length).toBe(before);
    world.pass(200);
    expect(world.last.frames.length).toBe(before + 1);
  });

  it('tries longer and longer apart, and gives up after 110 seconds', () => {
    const { world, seen } = beginFlowing();
    const times: number[] = [];
    for (let minute = 0; minute < 1_300 && !seen.includes(LOST); minute++) {
      const before = world.dialled.length;
      if (!world.last.closed) {
        world.last.watcher.closed();
      }
      world.pass(100);
      if (world.dialled.length > before) {
        times.push(world.now());
      }
    }
    expect(seen).toEqual(['flowing', 'broken', LOST]);
    expect(world.now()).toBeGreaterThan(110_000);
    expect(world.now()).toBeLessThan(115_000);
    expect(times.length).toBeGreaterThan(30);
  });

  it('gives up sooner when no gateway ever answered', () => {
    const { world, seen } = begin();
    world.pass(60_000);
    expect(seen).toEqual([UNREACHABLE]);
  });

  it('tries once after a long sleep before it gives up', () => {
    const { world, seen } = beginFlowing();
    world.sleep(3_600_000);
    world.last.watcher.closed();
    world.pass(0);
    expect(world.dialled).toHaveLength(2);
    expect(seen).toEqual(['flowing', 'broken']);
  });

  it('takes the reason of a refusal, whatever the RDP client was told before it', () => {
    const { world, seen, got } = begin();
    world.last.watcher.opened();
    world.hear({ type: 'data', offset: 0, bytes: Uint8Array.of(0x30) });
    world.hear({ type: 'end', reason: 'ticket-expired' });
    expect(seen).toEqual(['ticket-expired']);
    expect(got).toEqual([]);
    expect(world.last.closed).toBe(true);
    world.pass(60_000);
    expect(world.dialled).toHaveLength(1);
  });

  it('says why when its peer makes no sense', () => {
    const { world, seen } = beginFlowing();
    world.hear({ type: 'data', offset: 5, bytes: Uint8Array.of(1) });
    expect(seen).toEqual(['flowing', 'stream-gap']);
    expect(world.last.frames.at(-1)).toEqual({ type: 'end', reason: 'stream-gap' });
  });

  it('ends for good on bytes that are no frame', () => {
    const { world, seen } = beginFlowing();
    world.last.watcher.received(Uint8Array.of(0xff, 0, 0, 0));
    expect(seen).toEqual(['flowing', 'stream-malformed']);
  });

  it('tells the peer when it is closed, and is quiet then', () => {
    const { world, seen, stream } = beginFlowing();
    stream.close('disconnected');
    expect(world.last.frames.at(-1)).toEqual({ type: 'end', reason: 'disconnected' });
    expect(world.last.closed).toBe(true);
    world.pass(60_000);
    expect(seen).toEqual(['flowing']);
    expect(world.dialled).toHaveLength(1);
  });
});
