import { LEASE, MAX_DATA, VERSION, type StreamFrame } from './frame';

/** Bytes that are no frame of the resumable stream. The stream they came on is lost. */
export class MalformedFrame extends Error {
  constructor(field: string, expected: string, found: string) {
    super(`${field}: ${found} (expected: ${expected})`);
    this.name = 'MalformedFrame';
  }
}

const HEADER = 4;
const MAX_CONTROL = 2 * 1024;
const MAX_REASON = 64;
const REASON = /^[a-z0-9-]+$/;

const HELLO = 0x01;
const WELCOME = 0x02;
const DATA = 0x03;
const ACK = 0x04;
const PING = 0x05;
const PONG = 0x06;
const END = 0x07;
const ORIGIN = 0x10;

/** Reads fields one after the other and says which one is short. */
class Fields {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly payload: Uint8Array) {
    this.view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  }

  bytes(length: number, field: string): Uint8Array {
    const left = this.payload.length - this.at;
    if (left < length) {
      throw new MalformedFrame(field, `${length} bytes`, `${left} bytes`);
    }
    this.at += length;
    return this.payload.subarray(this.at - length, this.at);
  }

  byte(field: string): number {
    this.bytes(1, field);
    return this.view.getUint8(this.at - 1);
  }

  short(field: string): number {
    this.bytes(2, field);
    return this.view.getUint16(this.at - 2);
  }

  long(field: string): bigint {
    this.bytes(8, field);
    return this.view.getBigUint64(this.at - 8);
  }

  /** Offsets beyond what a number holds exactly are larger than anything ever sent, and stay so when rounded. */
  offset(field: string): number {
    const value = this.long(field);
    if (value >> 63n !== 0n) {
      throw new MalformedFrame(field, 'an offset of 63 bits', 'one with the top bit set');
    }
    return Number(value);
  }

  version(): void {
    const version = this.byte('version');
    if (version !== VERSION) {
      throw new MalformedFrame('version', String(VERSION), String(version));
    }
  }

  rest(): Uint8Array {
    return this.bytes(this.payload.length - this.at, 'rest');
  }

  end(): void {
    if (this.at < this.payload.length) {
      throw new MalformedFrame('frame', 'nothing behind its fields', `${this.payload.length - this.at} bytes more`);
    }
  }
}

function read(type: number, payload: Uint8Array): StreamFrame {
  const fields = new Fields(payload);
  const frame = readFields(type, fields);
  fields.end();
  return frame;
}

function readFields(type: number, fields: Fields): StreamFrame {
  switch (type) {
    case ORIGIN: {
      const length = fields.byte('address');
      if (length !== 4 && length !== 16) {
        throw new MalformedFrame('address', '4 or 16 bytes', `${length} bytes`);
      }
      return { type: 'origin', address: fields.bytes(length, 'address').slice() };
    }
    case HELLO: {
      fields.version();
      const ticket = ascii(fields.bytes(fields.short('ticket length'), 'ticket'));
      const leaseLength = fields.byte('lease length');
      if (leaseLength !== 0 && leaseLength !== LEASE) {
        throw new MalformedFrame('lease length', `0 or ${LEASE}`, String(leaseLength));
      }
      const lease = leaseLength === 0 ? null : fields.bytes(LEASE, 'lease').slice();
      return { type: 'hello', ticket, lease, received: fields.offset('received') };
    }
    case WELCOME: {
      fields.version();
      const lease = fields.bytes(LEASE, 'lease').slice();
      const epoch = Number(fields.long('epoch') & 0x7fffffffn);
      return { type: 'welcome', lease, epoch, received: fields.offset('received') };
    }
    case DATA: {
      const offset = fields.offset('offset');
      const bytes = fields.rest();
      if (bytes.length === 0) {
        throw new MalformedFrame('data', 'at least 1 byte', 'none');
      }
      return { type: 'data', offset, bytes };
    }
    case ACK:
      return { type: 'ack', received: fields.offset('received') };
    case PING:
      return { type: 'ping', token: fields.long('token'), received: fields.offset('received') };
    case PONG:
      return { type: 'pong', token: fields.long('token'), received: fields.offset('received') };
    case END: {
      const reason = ascii(fields.bytes(fields.byte('reason'), 'reason'));
      requireReason(
        reason,
        (found) => new MalformedFrame('reason', `1 to ${MAX_REASON} of a-z, 0-9 and hyphen`, found),
      );
      return { type: 'end', reason };
    }
    default:
      throw new MalformedFrame('frame type', 'a known one', `0x${type.toString(16)}`);
  }
}

/** Cuts a byte stream, which comes in pieces of any size, into frames. */
export class FrameReader {
  private pieces: Uint8Array[] = [];
  private waiting = 0;
  private needed = HEADER;

  /**
   * Takes the next piece and hands every frame that is whole to {@code take}. The bytes of a data frame are a view that
   * is good for the length of the call.
   *
   * @throws MalformedFrame and must not be used any more then
   */
  push(piece: Uint8Array, take: (frame: StreamFrame) => void): void {
    this.waiting += piece.length;
    if (this.waiting < this.needed) {
      this.pieces.push(piece.slice());
      return;
    }
    let bytes = this.pieces.length === 0 ? piece : joined([...this.pieces, piece], this.waiting);
    for (;;) {
      this.needed = bytes.length < HEADER ? HEADER : HEADER + payloadLength(bytes);
      if (bytes.length < this.needed) {
        break;
      }
      const frame = read(bytes[0] as number, bytes.subarray(HEADER, this.needed));
      bytes = bytes.subarray(this.needed);
      take(frame);
    }
    this.pieces = bytes.length === 0 ? [] : [bytes.slice()];
    this.waiting = bytes.length;
  }
}

function payloadLength(bytes: Uint8Array): number {
  const header = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const length = header & 0xffffff;
  const limit = limitOf(header >>> 24);
  if (length > limit) {
    throw new MalformedFrame('frame length', `at most ${limit} bytes`, `${length} bytes`);
  }
  return length;
}

/** The frame's bytes. */
export function encode(frame: StreamFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'origin':
      return new Writer(ORIGIN, 1 + frame.address.length).byte(frame.address.length).bytes(frame.address).whole;
    case 'hello': {
      const ticket = new TextEncoder().encode(frame.ticket);
      const lease = frame.lease ?? new Uint8Array(0);
      return new Writer(HELLO, 1 + 2 + ticket.length + 1 + lease.length + 8)
        .byte(VERSION)
        .short(ticket.length)
        .bytes(ticket)
        .byte(lease.length)
        .bytes(lease)
        .long(frame.received).whole;
    }
    case 'welcome':
      return new Writer(WELCOME, 1 + LEASE + 8 + 8)
        .byte(VERSION)
        .bytes(frame.lease)
        .long(frame.epoch)
        .long(frame.received).whole;
    case 'data':
      return new Writer(DATA, 8 + frame.bytes.length).long(frame.offset).bytes(frame.bytes).whole;
    case 'ack':
      return new Writer(ACK, 8).long(frame.received).whole;
    case 'ping':
      return new Writer(PING, 16).long(frame.token).long(frame.received).whole;
    case 'pong':
      return new Writer(PONG, 16).long(frame.token).long(frame.received).whole;
    case 'end': {
      requireReason(frame.reason, (found) => new RangeError(`reason: ${found} (expected: a-z, 0-9 and hyphen)`));
      const reason = new TextEncoder().encode(frame.reason);
      return new Writer(END, 1 + reason.length).byte(reason.length).bytes(reason).whole;
    }
  }
}

class Writer {
  readonly whole: Uint8Array<ArrayBuffer>;
  private readonly view: DataView;
  private at = HEADER;

  constructor(type: number, length: number) {
    const limit = limitOf(type);
    if (length > limit) {
      throw new RangeError(`frame of ${length} bytes (expected: at most ${limit})`);
    }
    this.whole = new Uint8Array(HEADER + length);
    this.view = new DataView(this.whole.buffer);
    this.view.setUint32(0, ((type << 24) | length) >>> 0);
  }

  byte(value: number): this {
    this.view.setUint8(this.at, value);
    this.at += 1;
    return this;
  }

  short(value: number): this {
    this.view.setUint16(this.at, value);
    this.at += 2;
    return this;
  }

  long(value: number | bigint): this {
    this.view.setBigUint64(this.at, BigInt(value));
    this.at += 8;
    return this;
  }

  bytes(value: Uint8Array): this {
    this.whole.set(value, this.at);
    this.at += value.length;
    return this;
  }
}

function limitOf(type: number): number {
  return type === DATA ? MAX_DATA + 8 : MAX_CONTROL;
}

function requireReason(reason: string, fault: (found: string) => Error): void {
  if (reason.length > MAX_REASON || !REASON.test(reason)) {
    throw fault(JSON.stringify(reason));
  }
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function joined(pieces: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
