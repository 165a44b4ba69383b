import { MAX_DATA, type StreamFrame } from './frame';
import { ReplayBuffer } from './replayBuffer';

/** How many bytes are kept for replay before the driver should stop offering; see {@link StreamEnd.writable}. */
export const REPLAY_CAP = 4 * 1024 * 1024;

/** An acknowledgement is sent after so many bytes without one. */
const ACK_AFTER = 32 * 1024;

/** What the driver has to do, in the order of the calls. */
export interface Out {
  /** Put this frame on the present transport. */
  send(frame: StreamFrame): void;
  /** Give these bytes to the RDP client; they are the callee's for the length of the call. */
  deliver(bytes: Uint8Array): void;
}

/**
 * What the peer did that it must not do; the stream is lost. Bytes are missing (gap); it acknowledged what was never
 * sent or wants what is no longer kept (offset); a frame that has no business here (frame); more is waiting than the
 * cap allows (replay-full).
 */
export type Fault = 'stream-gap' | 'stream-offset' | 'stream-frame' | 'stream-replay-full';

/**
 * One end of a resumable stream, between the RDP client and whatever transport there is at the moment. It knows no
 * socket and no clock. It is the twin of org.usher.wire.stream.StreamEnd: both replay the traces in
 * wire/src/test/resources/stream-traces.
 *
 * INVARIANT: every byte that is offered on one side is delivered on the other side once and in order, whatever
 * transports come and go, or one of the ends reports a fault.
 */
export class StreamEnd {
  private readonly replay = new ReplayBuffer();
  private transport = false;
  private taken = 0;
  private acknowledged = 0;

  /** Up to which offset the peer's bytes have come. */
  get received(): number {
    return this.taken;
  }

  /** How many bytes wait for the peer's acknowledgement. */
  get unacknowledged(): number {
    return this.replay.size;
  }

  /** Whether there is a transport. */
  get attached(): boolean {
    return this.transport;
  }

  /** Whether more may be offered. */
  get writable(): boolean {
    return this.replay.size < REPLAY_CAP;
  }

  /** A transport is there, and the peer has {@code peerReceived} bytes. Everything after them is sent again. */
  attach(peerReceived: number, out: Out): Fault | null {
    if (peerReceived < this.replay.begin) {
      return 'stream-offset';
    }
    const fault = this.forget(peerReceived);
    if (fault) {
      return fault;
    }
    this.transport = true;
    this.acknowledged = this.taken;
    let offset = this.replay.begin;
    for (const piece of this.replay.kept()) {
      offset = sendInFrames(offset, piece, out);
    }
    return null;
  }

  /** The transport is gone. */
  detach(): void {
    this.transport = false;
  }

  /**
   * Bytes from the RDP client. They are kept until acknowledged, and sent if there is a transport. Nothing is taken
   * when twice the cap is waiting: a driver that cannot stop its client at once may go over the cap, but not without end.
   */
  offer(bytes: Uint8Array, out: Out): Fault | null {
    if (bytes.length === 0) {
      return null;
    }
    if (this.replay.size + bytes.length > 2 * REPLAY_CAP) {
      return 'stream-replay-full';
    }
    const offset = this.replay.end;
    const kept = this.replay.add(bytes);
    if (this.transport) {
      sendInFrames(offset, kept, out);
    }
    return null;
  }

  /** A frame came over the present transport. */
  receive(frame: StreamFrame, out: Out): Fault | null {
    switch (frame.type) {
      case 'data':
        return this.take(frame.offset, frame.bytes, out);
      case 'ack':
      case 'pong':
        return this.forget(frame.received);
      case 'ping': {
        const fault = this.forget(frame.received);
        if (!fault) {
          out.send({ type: 'pong', token: frame.token, received: this.taken });
          this.acknowledged = this.taken;
        }
        return fault;
      }
      case 'origin':
      case 'hello':
      case 'welcome':
      case 'end':
        return 'stream-frame';
    }
  }

  /** Asks the peer for a sign of life. */
  ping(token: bigint, out: Out): void {
    out.send({ type: 'ping', token, received: this.taken });
    this.acknowledged = this.taken;
  }

  private take(offset: number, bytes: Uint8Array, out: Out): Fault | null {
    if (offset > this.taken) {
      return 'stream-gap';
    }
    const known = this.taken - offset;
    if (known < bytes.length) {
      const fresh = bytes.subarray(known);
      this.taken += fresh.length;
      out.deliver(fresh);
      if (this.taken - this.acknowledged >= ACK_AFTER) {
        out.send({ type: 'ack', received: this.taken });
        this.acknowledged = this.taken;
      }
    }
    return null;
  }

  private forget(peerReceived: number): Fault | null {
    if (peerReceived > this.replay.end) {
      return 'stream-offset';
    }
    if (peerReceived > this.replay.begin) {
      this.replay.forgetBefore(peerReceived);
    }
    return null;
  }
}

function sendInFrames(from: number, bytes: Uint8Array, out: Out): number {
  for (let at = 0; at < bytes.length; at += MAX_DATA) {
    out.send({ type: 'data', offset: from + at, bytes: bytes.subarray(at, at + MAX_DATA) });
  }
  return from + bytes.length;
}
