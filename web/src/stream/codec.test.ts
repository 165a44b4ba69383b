import { describe, expect, it } from 'vitest';
import { encode, FrameReader, MalformedFrame } from './codec';
import { MAX_DATA, type StreamFrame } from './frame';
import { below, bytes, seeded } from './random.testing';

const random = seeded(20261123);

const frames: StreamFrame[] = [
  { type: 'origin', address: bytes(random, 16) },
  { type: 'hello', ticket: 'usher1.abc', lease: null, received: 0 },
  { type: 'hello', ticket: 'usher1.abc', lease: bytes(random, 32), received: 2 ** 40 },
  { type: 'welcome', lease: bytes(random, 32), epoch: 3, received: 17 },
  { type: 'data', offset: 2 ** 33, bytes: bytes(random, 300) },
  { type: 'data', offset: 0, bytes: bytes(random, MAX_DATA) },
  { type: 'ack', received: 9 },
  { type: 'ping', token: 2n ** 64n - 1n, received: 1 },
  { type: 'pong', token: 5n, received: 2 },
  { type: 'end', reason: 'taken-over' },
];

function copied(frame: StreamFrame): StreamFrame {
  return frame.type === 'data' ? { ...frame, bytes: frame.bytes.slice() } : frame;
}

function decode(pieces: Uint8Array[]): StreamFrame[] {
  const reader = new FrameReader();
  const found: StreamFrame[] = [];
  pieces.forEach((piece) => reader.push(piece, (frame) => found.push(copied(frame))));
  return found;
}

function hex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

describe('the codec', () => {
  it('brings every frame back', () => {
    for (const frame of frames) {
      expect(decode([encode(frame)])).toEqual([frame]);
    }
  });

  it('does not mind where the byte stream is cut', () => {
    const all = Uint8Array.from(frames.flatMap((frame) => [...encode(frame)]));
    for (let run = 0; run < 50; run++) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < all.length; ) {
        const length = 1 + below(random, run < 25 ? 40 : 20_000);
        pieces.push(all.subarray(at, at + length));
        at += length;
      }
      const found = decode(pieces);
      expect(found.map((frame) => frame.type)).toEqual(frames.map((frame) => frame.type));
      expect(Buffer.concat(found.map(encode)).equals(all)).toBe(true);
    }
  });

  it('writes the bytes that the contract names', () => {
    expect(encode({ type: 'data', offset: 5, bytes: hex('aabb') })).toEqual(hex('0300000a0000000000000005aabb'));
    expect(encode({ type: 'ping', token: 1n, received: 258 })).toEqual(hex('0500001000000000000000010000000000000102'));
    expect(encode({ type: 'end', reason: 'a-1' })).toEqual(hex('0700000403612d31'));
  });

  it.each([
    ['an unknown type', '7f000000'],
    ['a frame that is too long', '03010009'],
    ['a control frame that is too long', '04000801'],
    ['data without bytes', '030000080000000000000000'],
    ['an offset of 64 bits', '040000088000000000000000'],
    ['bytes behind the fields', '0400000900000000000000000a'],
    ['a short field', '0400000700000000000000'],
    [
      'another version',
      '020000310200000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    ],
    ['a reason in capitals', '070000020141'],
    ['no reason', '0700000100'],
  ])('refuses %s', (_name, text) => {
    expect(() => decode([hex(text)])).toThrow(MalformedFrame);
  });

  it('refuses to write what does not fit', () => {
    expect(() => encode({ type: 'data', offset: 0, bytes: new Uint8Array(MAX_DATA + 1) })).toThrow(RangeError);
    expect(() => encode({ type: 'end', reason: 'No Reason' })).toThrow(RangeError);
  });
});
