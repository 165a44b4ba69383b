// The other end of the page's streams, for development: it takes every ticket, keeps each stream over transports that
// come and go, and puts a real RDP server behind it or, without one, refuses like a gateway that cannot reach its host.
import { randomBytes } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { createServer as createVite } from 'vite';
import { RdpFront } from './rdp-front.mjs';

const GIVEN_UP_AFTER = 120_000;

/** @param rdp host:port of an RDP server, or nothing */
export async function serveStream(server, farm, rdp) {
  const vite = await createVite({
    root: new URL('..', import.meta.url).pathname,
    server: { middlewareMode: true, ws: false },
    appType: 'custom',
  });
  const { encode, FrameReader } = await vite.ssrLoadModule('/src/stream/codec.ts');
  const { StreamEnd } = await vite.ssrLoadModule('/src/stream/streamEnd.ts');
  await vite.close();

  class HostStream {
    lease = randomBytes(32);
    end_ = new StreamEnd();
    epoch = 0;
    socket = null;
    out = {
      send: (frame) => this.socket?.send(encode(frame)),
      deliver: (bytes) => this.front.take(Buffer.from(bytes)),
    };

    constructor(session) {
      this.session = session;
      this.front = new RdpFront(
        rdp,
        (bytes) => this.offer(bytes),
        () => this.end('rdp-closed'),
      );
    }

    attach(socket, hello) {
      this.socket?.terminate();
      this.socket = socket;
      clearTimeout(this.timer);
      socket.send(encode({ type: 'welcome', lease: this.lease, epoch: ++this.epoch, received: this.end_.received }));
      this.end_.attach(hello.received, this.out);
    }

    take(frame) {
      if (frame.type === 'end') {
        this.close();
      } else if (this.end_.receive(frame, this.out)) {
        this.end('stream-frame');
      } else if (this.end_.writable) {
        this.front.resume();
      }
    }

    offer(bytes) {
      this.end_.offer(bytes, this.out);
      if (!this.end_.writable) {
        this.front.pause();
      }
    }

    detach(socket) {
      if (socket === this.socket) {
        this.socket = null;
        this.end_.detach();
        this.timer = setTimeout(() => this.close(), GIVEN_UP_AFTER);
      }
    }

    /** Breaks the transport, as a network would. */
    cut() {
      this.socket?.terminate();
    }

    end(reason) {
      this.socket?.send(encode({ type: 'end', reason }));
      this.socket?.close();
      this.close();
    }

    close() {
      farm.streams.delete(this);
      this.front.close();
      const session = farm.sessions.find((one) => one.id === this.session);
      if (session?.state === 'active' && ![...farm.streams].some((other) => other.session === this.session)) {
        session.state = 'disconnected';
        farm.tell();
      }
    }
  }

  function greet(socket, hello) {
    const refuse = (reason) => {
      socket.send(encode({ type: 'end', reason }));
      socket.close();
    };
    if (!rdp) {
      refuse('host-unreachable');
      return null;
    }
    if (hello.lease) {
      const stream = [...farm.streams].find((one) => one.lease.equals(hello.lease));
      if (!stream) {
        refuse('lease-unknown');
        return null;
      }
      stream.attach(socket, hello);
      return stream;
    }
    const session = hello.ticket.slice('mock.'.length);
    const older = [...farm.streams].filter((one) => one.session === session);
    const stream = new HostStream(session);
    farm.streams.add(stream);
    older.forEach((one) => one.end('taken-over'));
    stream.attach(socket, hello);
    return stream;
  }

  new WebSocketServer({ server, path: '/stream' }).on('connection', (socket) => {
    const reader = new FrameReader();
    let stream = null;
    socket.on('message', (message) =>
      reader.push(new Uint8Array(message), (frame) => {
        if (stream) {
          stream.take(frame);
        } else if (!farm.hold) {
          stream = greet(socket, frame);
        }
      }),
    );
    socket.on('close', () => stream?.detach(socket));
  });
}
