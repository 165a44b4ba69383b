import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encode, FrameReader, MalformedFrame } from './codec';
import type { StreamFrame } from './frame';
import { StreamEnd, type Out } from './streamEnd';

type Hex = string | { repeat: string; times: number } | Hex[];

type Step = { send?: Hex[]; deliver?: Hex; fault?: string } & (
  | { do: 'attach'; peerReceived: number }
  | { do: 'detach' }
  | { do: 'offer'; bytes: Hex }
  | { do: 'receive'; frame: Hex }
  | { do: 'ping'; token: number | string }
);

interface Trace {
  name: string;
  steps: Step[];
}

/** Both ends of the stream, this one and the one in Java, replay these. */
const FOLDER = resolve(import.meta.dirname, '../../../wire/src/test/resources/stream-traces');

function hexOf(hex: Hex): string {
  if (Array.isArray(hex)) {
    return hex.map(hexOf).join('');
  }
  return typeof hex === 'string' ? hex : hex.repeat.repeat(hex.times);
}

function bytesOf(hex: Hex): Uint8Array {
  return Uint8Array.from(Buffer.from(hexOf(hex), 'hex'));
}

function carryOut(step: Step, end: StreamEnd, out: Out): string | null {
  switch (step.do) {
    case 'attach':
      return end.attach(step.peerReceived, out);
    case 'detach':
      end.detach();
      return null;
    case 'offer':
      return end.offer(bytesOf(step.bytes), out);
    case 'receive':
      return receive(bytesOf(step.frame), end, out);
    case 'ping':
      end.ping(BigInt(step.token), out);
      return null;
  }
}

function receive(bytes: Uint8Array, end: StreamEnd, out: Out): string | null {
  const frames: StreamFrame[] = [];
  try {
    new FrameReader().push(bytes, (frame) => frames.push(frame));
  } catch (fault) {
    expect(fault).toBeInstanceOf(MalformedFrame);
    return 'stream-malformed';
  }
  expect(frames, 'whole frames in a step').not.toHaveLength(0);
  return frames.map((frame) => end.receive(frame, out)).find((fault) => fault !== null) ?? null;
}

function replay(trace: Trace): void {
  const end = new StreamEnd();
  trace.steps.forEach((step, index) => {
    const sent: string[] = [];
    let delivered = '';
    const fault = carryOut(step, end, {
      send: (frame) => sent.push(Buffer.from(encode(frame)).toString('hex')),
      deliver: (bytes) => (delivered += Buffer.from(bytes).toString('hex')),
    });
    const where = `step ${index + 1}, ${step.do}`;
    expect(fault, where).toBe(step.fault ?? null);
    expect(sent.join('\n') === (step.send ?? []).map(hexOf).join('\n'), `${where}: frames sent`).toBe(true);
    expect(delivered === hexOf(step.deliver ?? ''), `${where}: bytes delivered`).toBe(true);
  });
}

describe.runIf(existsSync(FOLDER))('the stream end', () => {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.json')) : [];

  it('finds traces to replay', () => {
    expect(files).not.toHaveLength(0);
  });

  it.each(files)('does what %s says', (file) => {
    replay(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Trace);
  });
});
