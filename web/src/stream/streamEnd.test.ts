import { describe, expect, it } from 'vitest';
import { encode, FrameReader } from './codec';
import { below, bytes, seeded } from './random.testing';
import { REPLAY_CAP, StreamEnd, type Out } from './streamEnd';

/** One of two ends that talk over transports that lose what is under way when they break. */
class Side {
  readonly end = new StreamEnd();
  readonly sent: number[] = [];
  readonly got: number[] = [];
  reader = new FrameReader();
  wire: Uint8Array[] = [];
  readonly out: Out = {
    send: (frame) => this.wire.push(encode(frame)),
    deliver: (delivered) => this.got.push(...delivered),
  };

  offer(piece: Uint8Array): void {
    this.sent.push(...piece);
    expect(this.end.offer(piece, this.out)).toBeNull();
  }

  hear(piece: Uint8Array): void {
    this.reader.push(piece, (frame) => expect(this.end.receive(frame, this.out)).toBeNull());
  }
}

function connect(one: Side, other: Side): void {
  for (const side of [one, other]) {
    side.wire = [];
    side.reader = new FrameReader();
  }
  const [oneHas, otherHas] = [one.end.received, other.end.received];
  expect(one.end.attach(otherHas, one.out)).toBeNull();
  expect(other.end.attach(oneHas, other.out)).toBeNull();
}

/** Moves a random part of what is under way; a message may come in two pieces. */
function carry(random: () => number, from: Side, to: Side): void {
  for (let left = below(random, 6); left > 0 && from.wire.length > 0; left--) {
    const message = from.wire.shift() ?? new Uint8Array(0);
    const cut = below(random, message.length + 1);
    to.hear(message.subarray(0, cut));
    to.hear(message.subarray(cut));
  }
}

function break_(one: Side, other: Side): void {
  one.end.detach();
  other.end.detach();
}

describe('two ends over transports that break', () => {
  it.each([1, 2, 3, 5, 8, 13, 21, 34])('lose nothing and double nothing (seed %i)', (seed) => {
    const random = seeded(seed);
    const [page, host] = [new Side(), new Side()];
    connect(page, host);
    for (let step = 0; step < 1_500; step++) {
      const dice = random();
      if (dice < 0.35) {
        (random() < 0.5 ? page : host).offer(bytes(random, 1 + below(random, 3_000)));
      } else if (dice < 0.9) {
        carry(random, page, host);
        carry(random, host, page);
      } else if (dice < 0.95) {
        page.end.ping(BigInt(step), page.out);
      } else {
        break_(page, host);
        if (random() < 0.5) {
          page.offer(bytes(random, 100));
        }
        connect(page, host);
      }
    }
    while (page.wire.length > 0 || host.wire.length > 0) {
      carry(random, page, host);
      carry(random, host, page);
    }
    expect(host.got.length).toBe(page.sent.length);
    expect(Buffer.from(host.got).equals(Buffer.from(page.sent))).toBe(true);
    expect(page.got.length).toBe(host.sent.length);
    expect(Buffer.from(page.got).equals(Buffer.from(host.sent))).toBe(true);
  });
});

describe('an end', () => {
  const quiet: Out = { send: () => {}, deliver: () => {} };

  it('says when the cap is reached and takes no more than twice the cap', () => {
    const end = new StreamEnd();
    expect(end.offer(new Uint8Array(REPLAY_CAP), quiet)).toBeNull();
    expect(end.writable).toBe(false);
    expect(end.offer(new Uint8Array(REPLAY_CAP), quiet)).toBeNull();
    expect(end.offer(new Uint8Array(1), quiet)).toBe('stream-replay-full');
    expect(end.unacknowledged).toBe(2 * REPLAY_CAP);
  });

  it('names what its peer must not do', () => {
    const end = new StreamEnd();
    end.offer(new Uint8Array(10), quiet);
    expect(end.attach(11, quiet)).toBe('stream-offset');
    expect(end.attach(4, quiet)).toBeNull();
    expect(end.attach(3, quiet)).toBe('stream-offset');
    expect(end.receive({ type: 'ack', received: 11 }, quiet)).toBe('stream-offset');
    expect(end.receive({ type: 'data', offset: 1, bytes: new Uint8Array(1) }, quiet)).toBe('stream-gap');
    expect(end.receive({ type: 'end', reason: 'over' }, quiet)).toBe('stream-frame');
  });
});
