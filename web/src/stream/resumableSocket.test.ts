import { describe, expect, it, vi } from 'vitest';
import { encode, FrameReader } from './codec';
import { ResumableSocket } from './resumableSocket';
import type { Surroundings, TransportWatcher } from './resumableStream';

function begin() {
  const sent: number[] = [];
  const reader = new FrameReader();
  let transport: TransportWatcher | undefined;
  let dialled = 0;
  const world: Surroundings = {
    dial: (watcher) => {
      transport = watcher;
      dialled++;
      return {
        send: (bytes) => reader.push(bytes, (frame) => frame.type === 'data' && sent.push(...frame.bytes)),
        close: () => {},
      };
    },
    now: () => 0,
    random: () => 0,
    later: () => () => {},
    visible: () => true,
  };
  const watcher = { opened: vi.fn(), flowing: vi.fn(), over: vi.fn() };
  const socket = new ResumableSocket('wss://usher.test/stream', { address: '', ticket: 'ticket', watcher }, world);
  socket.binaryType = 'arraybuffer';
  transport?.opened();
  transport?.received(encode({ type: 'welcome', lease: new Uint8Array(32), epoch: 1, received: 0 }));
  return { socket, sent, watcher, dialled: () => dialled, hear: (bytes: Uint8Array) => transport?.received(bytes) };
}

describe('a resumable socket', () => {
  it('has the face of a WebSocket', async () => {
    const { socket } = begin();
    const opened = vi.fn();
    socket.addEventListener('open', opened);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    await Promise.resolve();
    expect(opened).toHaveBeenCalledOnce();
    expect(socket.url).toBe('wss://usher.test/stream');
  });

  it('hands out genuine message events', () => {
    const { socket, hear } = begin();
    const heard: MessageEvent[] = [];
    socket.addEventListener('message', (event) => heard.push(event as MessageEvent));
    hear(encode({ type: 'data', offset: 0, bytes: Uint8Array.of(4, 5) }));
    expect(heard[0]).toBeInstanceOf(MessageEvent);
    expect(new Uint8Array(heard[0]?.data as ArrayBuffer)).toEqual(Uint8Array.of(4, 5));
  });

  it('keeps the order of blobs, buffers and views', async () => {
    const { socket, sent } = begin();
    socket.send(Uint8Array.of(1));
    socket.send(new Blob([Uint8Array.of(2)]));
    socket.send(Uint8Array.of(3).buffer);
    socket.send(new DataView(Uint8Array.of(0, 4, 0).buffer, 1, 1));
    socket.send(new Blob([Uint8Array.of(5)]));
    await vi.waitFor(() => expect(sent).toEqual([1, 2, 3, 4, 5]));
    socket.send(Uint8Array.of(6));
    expect(sent).toEqual([1, 2, 3, 4, 5, 6]);
    expect(socket.bufferedAmount).toBe(6);
  });

  it('refuses text', () => {
    expect(() => begin().socket.send('hello')).toThrow(TypeError);
  });

  it('sends what is queued before it closes', async () => {
    const { socket, sent, watcher } = begin();
    const closed: CloseEvent[] = [];
    socket.addEventListener('close', (event) => closed.push(event as CloseEvent));
    socket.send(new Blob([Uint8Array.of(7)]));
    socket.close();
    expect(socket.readyState).toBe(WebSocket.CLOSING);
    await vi.waitFor(() => expect(socket.readyState).toBe(WebSocket.CLOSED));
    expect(sent).toEqual([7]);
    expect(closed[0]).toBeInstanceOf(CloseEvent);
    expect(closed[0]?.wasClean).toBe(true);
    expect(watcher.over).not.toHaveBeenCalled();
  });

  it('fails with the reason that the other end gives', () => {
    const { socket, watcher, hear } = begin();
    const events: string[] = [];
    socket.addEventListener('error', () => events.push('error'));
    socket.addEventListener('close', (event) => events.push((event as CloseEvent).reason));
    hear(encode({ type: 'end', reason: 'taken-over' }));
    expect(watcher.over).toHaveBeenCalledExactlyOnceWith('taken-over');
    expect(events).toEqual(['error', 'taken-over']);
    expect(socket.readyState).toBe(WebSocket.CLOSED);
  });
});
