import { encode, FrameReader, MalformedFrame } from './codec';
import type { StreamFrame } from './frame';
import { Heartbeat } from './heartbeat';
import { StreamEnd, type Fault, type Out } from './streamEnd';

/** A connection that carries the stream for a while. */
export interface Transport {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** What a transport reports, always later than the call of {@link Surroundings.dial}. */
export interface TransportWatcher {
  opened(): void;
  received(bytes: Uint8Array): void;
  closed(): void;
}

/** The world, as far as the stream needs it. Times are in milliseconds. */
export interface Surroundings {
  dial(watcher: TransportWatcher): Transport;
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Runs something once, later; the answer cancels it. */
  later(delay: number, run: () => void): () => void;
  visible(): boolean;
}

/** Who wants to know what becomes of the stream. */
export interface StreamWatcher {
  deliver(bytes: Uint8Array): void;
  /** Whether bytes flow at the moment. */
  flowing(flows: boolean): void;
  /** It is over, with a reason code. Not called after {@link ResumableStream.close}. */
  over(reason: string): void;
}

/** The gateway never answered. */
export const UNREACHABLE = 'gateway-unreachable';

/** The connection broke and could not be brought back in time. */
export const LOST = 'connection-lost';

const WELCOME_WITHIN = 5_000;
const FIRST_PATIENCE = 20_000;
/** The other end keeps a stream for two minutes; a little less, so that the last try still finds it. */
const RETURN_PATIENCE = 110_000;
const FIRST_WAIT = 100;
const LONGEST_WAIT = 3_000;

/**
 * The page's side of a resumable stream: it dials, greets with the ticket, comes back with the lease when a transport
 * breaks, and gives up in the end. It knows no WebSocket and no clock of its own.
 */
export class ResumableStream {
  private readonly end = new StreamEnd();
  private readonly out: Out;
  private phase: 'dialling' | 'greeted' | 'flowing' | 'waiting' | 'over' = 'waiting';
  private transport: Transport | null = null;
  private lease: Uint8Array | null = null;
  private heartbeat: Heartbeat;
  private cancelTimer = () => {};
  private tries = 0;
  private lastGood: number;

  constructor(
    private readonly ticket: string,
    private readonly world: Surroundings,
    private readonly watcher: StreamWatcher,
  ) {
    this.lastGood = world.now();
    this.heartbeat = new Heartbeat(this.lastGood);
    this.out = {
      send: (frame) => this.transport?.send(encode(frame)),
      deliver: (bytes) => watcher.deliver(bytes),
    };
  }

  /** How many bytes wait for the peer's acknowledgement. */
  get unacknowledged(): number {
    return this.end.unacknowledged;
  }

  /** Makes the first connection. */
  start(): void {
    this.dial();
  }

  /** Bytes for the peer. */
  offer(bytes: Uint8Array): void {
    if (this.phase !== 'over') {
      this.check(this.end.offer(bytes, this.out));
    }
  }

  /** Ends the stream on purpose, for a reason that the peer is told. */
  close(reason: string): void {
    if (this.phase === 'flowing') {
      this.out.send({ type: 'end', reason });
    }
    this.stop();
  }

  /** The page woke up or the network came back: look now instead of at the next tick. */
  nudge(): void {
    if (this.phase === 'flowing') {
      this.tick();
    } else if (this.phase === 'waiting') {
      this.dial();
    }
  }

  private dial(): void {
    this.phase = 'dialling';
    const reader = new FrameReader();
    const current = (then: () => void) => () => {
      if (this.transport === mine) {
        then();
      }
    };
    const mine: Transport = this.world.dial({
      opened: current(() => this.greet()),
      received: (bytes) => current(() => this.read(reader, bytes, mine))(),
      closed: current(() => this.broken()),
    });
    this.transport = mine;
    this.timer(WELCOME_WITHIN, () => this.broken());
  }

  private greet(): void {
    this.phase = 'greeted';
    this.out.send({ type: 'hello', ticket: this.ticket, lease: this.lease, received: this.end.received });
  }

  private read(reader: FrameReader, bytes: Uint8Array, from: Transport): void {
    try {
      reader.push(bytes, (frame) => {
        // A frame before this one may have ended the stream.
        if (this.transport === from) {
          this.take(frame);
        }
      });
    } catch (fault) {
      if (!(fault instanceof MalformedFrame)) {
        throw fault;
      }
      this.fail('stream-malformed');
    }
  }

  private take(frame: StreamFrame): void {
    if (frame.type === 'end') {
      this.finish(frame.reason);
    } else if (this.phase === 'flowing') {
      this.hear(frame);
    } else if (frame.type === 'welcome') {
      this.flow(frame.lease, frame.received);
    } else if (frame.type !== 'data') {
      // Data before a welcome is the refusal in the RDP client's own words; the end frame behind it says more.
      this.fail('stream-frame');
    }
  }

  private flow(lease: Uint8Array, peerReceived: number): void {
    const now = this.world.now();
    this.phase = 'flowing';
    this.lease = lease;
    this.lastGood = now;
    this.heartbeat = new Heartbeat(now);
    if (this.check(this.end.attach(peerReceived, this.out))) {
      this.watcher.flowing(true);
      this.tick();
    }
  }

  private hear(frame: StreamFrame): void {
    this.lastGood = this.world.now();
    this.heartbeat.heardAt(this.lastGood);
    if (frame.type === 'pong') {
      this.tries = 0;
      this.heartbeat.answered(frame.token);
    }
    this.check(this.end.receive(frame, this.out));
  }

  private tick(): void {
    const now = this.world.now();
    const order = this.heartbeat.tick(now);
    if (order === 'dead') {
      this.broken();
      return;
    }
    this.end.ping(order.ask, this.out);
    this.timer(this.heartbeat.next(now, this.world.visible()), () => this.tick());
  }

  private broken(): void {
    const flowed = this.phase === 'flowing';
    this.phase = 'waiting';
    this.letGo();
    this.end.detach();
    if (flowed) {
      this.watcher.flowing(false);
    }
    // A page that slept for an hour tries once before it gives up.
    const patience = this.lease ? RETURN_PATIENCE : FIRST_PATIENCE;
    if (this.tries > 0 && this.world.now() - this.lastGood > patience) {
      this.finish(this.lease ? LOST : UNREACHABLE);
      return;
    }
    const wait = this.wait();
    this.tries++;
    this.timer(wait, () => this.dial());
  }

  /** Nothing at first, then doubled each time, and spread so that a gateway's pages do not come back all at once. */
  private wait(): number {
    if (this.tries === 0) {
      return 0;
    }
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.tries);
    return FIRST_WAIT + this.world.random() * (longest - FIRST_WAIT);
  }

  private check(fault: Fault | null): boolean {
    if (fault) {
      this.fail(fault);
    }
    return fault === null;
  }

  private fail(fault: string): void {
    this.out.send({ type: 'end', reason: fault });
    this.finish(fault);
  }

  private finish(reason: string): void {
    this.stop();
    this.watcher.over(reason);
  }

  private stop(): void {
    this.phase = 'over';
    this.end.detach();
    this.letGo();
  }

  private letGo(): void {
    this.cancelTimer();
    const transport = this.transport;
    this.transport = null;
    transport?.close();
  }

  private timer(delay: number, run: () => void): void {
    this.cancelTimer();
    this.cancelTimer = this.world.later(delay, run);
  }
}
