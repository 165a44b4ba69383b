import type { ClipboardWays } from '../api/types';
import { mayCopy, mayPaste } from '../words/policy';

/**
 * How the clipboard of this device reaches the session: by itself; by itself once the person has allowed it; or only by
 * pasting into a box, because the browser hands its clipboard to no page.
 */
export type ClipboardMode = 'automatic' | 'askable' | 'manual';

export interface ClipboardState {
  readonly mode: ClipboardMode;
  /** Which way it may be used at all. */
  readonly ways: ClipboardWays;
  /** A text that was copied in the session and that the browser did not let us put on this device's clipboard. */
  readonly waiting: string | null;
}

/** Carries text between the clipboard of this device and that of the session. */
export class Clipboard {
  private now: ClipboardState = { mode: 'manual', ways: 'both', waiting: null };
  private readonly listeners = new Set<() => void>();
  private begun = false;
  /** What both sides have: it is not sent back to where it came from. */
  private common = '';

  /** @param put how a text is put into the session's clipboard */
  constructor(private readonly put: (text: string) => void) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): ClipboardState => this.now;

  /** The session is there: find out what the browser allows, and begin with it. */
  begin(): void {
    if (this.begun) {
      return;
    }
    this.begun = true;
    void this.findMode().then((mode) => {
      this.set({ mode });
      this.sync();
    });
  }

  /** The session's policy says which way the clipboard may be used. */
  allow(ways: ClipboardWays): void {
    this.set({ ways, ...(mayCopy({ clipboard: ways }) ? {} : { waiting: null }) });
  }

  /** The person is here again: both clipboards are brought to the same text, as far as that is allowed. */
  sync(): void {
    void this.keepWaiting();
    if (this.now.mode === 'automatic' && this.pastes && document.hasFocus()) {
      void navigator.clipboard.readText().then(
        (text) => {
          if (text !== '' && text !== this.common) {
            this.send(text);
          }
        },
        // Not a text, or the permission was taken back; the box for pasting remains.
        () => null,
      );
    }
  }

  private get pastes(): boolean {
    return mayPaste({ clipboard: this.now.ways });
  }

  /** Asks for the permission to read the clipboard. Only good in answer to a click. */
  async askPermission(): Promise<void> {
    const text = await navigator.clipboard.readText().catch(() => null);
    this.set({ mode: text === null ? 'manual' : 'automatic' });
    if (text) {
      this.send(text);
    }
  }

  /** Puts a text into the session's clipboard. */
  send(text: string): void {
    if (!this.pastes) {
      return;
    }
    this.common = text;
    this.put(text);
  }

  /** The session wants to know this device's clipboard, as a beginning. */
  wanted(answer: (text: string) => void): void {
    answer(this.pastes ? this.common : '');
    this.sync();
  }

  /** A text was copied in the session. */
  copied(text: string): void {
    if (text === '' || text === this.common || !mayCopy({ clipboard: this.now.ways })) {
      return;
    }
    this.common = text;
    this.set({ waiting: text });
    void this.keepWaiting();
  }

  /** Puts the text that waits on this device's clipboard, if the browser allows it now. */
  async keepWaiting(): Promise<boolean> {
    const text = this.now.waiting;
    if (text === null) {
      return true;
    }
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return false;
    }
    this.set({ waiting: null });
    return true;
  }

  private async findMode(): Promise<ClipboardMode> {
    if (!navigator.clipboard?.readText) {
      return 'manual';
    }
    try {
      const permission = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
      permission.onchange = () => this.set({ mode: modeOf(permission.state) });
      return modeOf(permission.state);
    } catch {
      // Firefox and Safari know no such permission: they ask anew at every reading.
      return 'manual';
    }
  }

  private set(change: Partial<ClipboardState>): void {
    this.now = { ...this.now, ...change };
    this.listeners.forEach((listener) => listener());
  }
}

function modeOf(state: PermissionState): ClipboardMode {
  if (state === 'granted') {
    return 'automatic';
  }
  return state === 'prompt' ? 'askable' : 'manual';
}
