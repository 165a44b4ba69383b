/** How often the peer is asked for a sign of life while the page is looked at, in milliseconds. */
const INTERVAL_VISIBLE = 500;

/** The same while nobody looks. */
const INTERVAL_HIDDEN = 5_000;

/** After so much silence behind an unanswered question the transport is dead, in milliseconds. */
const SILENCE = 2_000;

/** A tick that comes later than this was held back by the browser: the page slept, and silence proves nothing. */
const LATE = 1_000;

/**
 * Tells a dead transport from a quiet one. JavaScript does not see WebSocket's own pings, and after a fail-over nothing
 * resets the old connection, so the page has to ask for itself.
 */
export class Heartbeat {
  private nextToken = 1n;
  private unanswered: { token: bigint; at: number }[] = [];
  private heard: number;
  private due: number;

  constructor(now: number) {
    this.heard = now;
    this.due = now;
  }

  /** When the next tick is to come, in milliseconds from now. */
  next(now: number, visible: boolean): number {
    const interval = visible ? INTERVAL_VISIBLE : INTERVAL_HIDDEN;
    this.due = now + interval;
    return interval;
  }

  /** What to do at a tick: ask with this token, or hold the transport for dead. */
  tick(now: number): { ask: bigint } | 'dead' {
    const late = now - this.due > LATE;
    const oldest = this.unanswered[0];
    // A slow link that is full of picture delays the answer; bytes that come are a sign of life as good as any.
    if (oldest && !late && now - oldest.at > SILENCE && now - this.heard > SILENCE) {
      return 'dead';
    }
    if (late) {
      this.unanswered = [];
    }
    const token = this.nextToken++;
    this.unanswered.push({ token, at: now });
    return { ask: token };
  }

  /** Something came. */
  heardAt(now: number): void {
    this.heard = now;
  }

  /** The answer to a question came, and with it to all before. */
  answered(token: bigint): void {
    this.unanswered = this.unanswered.filter((question) => question.token > token);
  }
}
