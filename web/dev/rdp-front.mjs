// What a host's front does, as far as a trial needs it: it answers RDCleanPath, connects to the RDP server with TLS, and
// asks for 32 bits per pixel (the page's client asks for 16, and draws those skewed), and puts user, password and shell
// (USHER_DEV_USER, USHER_DEV_PASSWORD, USHER_DEV_SHELL) into the Client Info PDU.
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';

const VERSION = 3390;
const INFO_AUTOLOGON = 0x8;
const SEC_INFO_PKT = 0x40;
const SEND_DATA_REQUEST = 0x64;
const CONNECT_INITIAL = 0x7f65;

export class RdpFront {
  state = 'greeting';
  waiting = Buffer.alloc(0);

  constructor(target, send, closed) {
    [this.host, this.port] = (target ?? '').split(':');
    this.send = send;
    this.closed = closed;
  }

  /** Bytes of the RDP client. */
  take(bytes) {
    if (this.state === 'relaying') {
      this.server.write(bytes);
      return;
    }
    this.waiting = Buffer.concat([this.waiting, bytes]);
    if (this.state === 'greeting') {
      this.greet();
    } else if (this.state === 'prelude') {
      this.prelude();
    }
  }

  pause() {
    this.server?.pause();
  }

  resume() {
    this.server?.resume();
  }

  close() {
    this.closed = () => {};
    this.server?.destroy();
  }

  greet() {
    if (this.waiting.length < 2 || readDer(this.waiting, 0).next > this.waiting.length) {
      return;
    }
    const request = readDer(this.waiting, 0);
    this.waiting = this.waiting.subarray(request.next);
    const x224 = fieldsOf(request.value).find((field) => field.tag === 0xa6);
    this.state = 'connecting';
    const socket = connectTcp(Number(this.port), this.host, () => socket.write(readDer(x224.value, 0).value));
    socket.on('error', () => this.closed());
    socket.once('data', (confirm) => this.secure(socket, confirm));
  }

  secure(socket, confirm) {
    this.server = connectTls({ socket, rejectUnauthorized: false }, () => {
      const certificate = this.server.getPeerCertificate().raw;
      this.send(
        der(0x30, [
          der(0xa0, [der(0x02, [Buffer.from([VERSION >> 8, VERSION & 0xff])])]),
          der(0xa6, [der(0x04, [confirm])]),
          der(0xa7, [der(0x30, [der(0x04, [certificate])])]),
          der(0xa9, [der(0x0c, [Buffer.from(this.host)])]),
        ]),
      );
      this.state = 'prelude';
      this.prelude();
    });
    this.server.on('data', (bytes) => this.send(bytes));
    this.server.on('close', () => this.closed());
    this.server.on('error', () => this.closed());
  }

  /** Passes whole packets on until the Client Info PDU has been rewritten. */
  prelude() {
    while (this.waiting.length >= 4 && this.waiting[0] === 3) {
      const length = this.waiting.readUInt16BE(2);
      if (this.waiting.length < length) {
        return;
      }
      const packet = this.waiting.subarray(0, length);
      this.waiting = this.waiting.subarray(length);
      if (length > 8 && packet.readUInt16BE(7) === CONNECT_INITIAL) {
        raiseDepth(packet);
      }
      const rewritten = packet[7] === SEND_DATA_REQUEST ? withCredentials(packet) : null;
      this.server.write(rewritten ?? packet);
      if (rewritten) {
        this.state = 'relaying';
        this.server.write(this.waiting);
        return;
      }
    }
  }
}

/** MS-RDPBCGR 2.2.1.3.2: highColorDepth 24, supportedColorDepths with 32, RNS_UD_CS_WANT_32BPP_SESSION. */
function raiseDepth(packet) {
  const core = packet.indexOf(Buffer.from([0x01, 0xc0]), packet.indexOf('Duca')) + 4;
  const depth = core + 136;
  packet.writeUInt16LE(24, depth);
  packet.writeUInt16LE(packet.readUInt16LE(depth + 2) | 0x08, depth + 2);
  packet.writeUInt16LE(packet.readUInt16LE(depth + 4) | 0x02, depth + 4);
}

function withCredentials(packet) {
  // TPKT, X.224, MCS header up to the length of the user data, which takes one byte or two.
  const security = 13 + (packet[13] & 0x80 ? 2 : 1);
  if (!(packet.readUInt16LE(security) & SEC_INFO_PKT)) {
    return null;
  }
  const info = packet.subarray(security + 4);
  let at = 18;
  for (let field = 0; field < 5; field++) {
    at += info.readUInt16LE(8 + 2 * field) + 2;
  }
  const { USHER_DEV_USER = 'alice', USHER_DEV_PASSWORD = 'pw', USHER_DEV_SHELL = 'xterm' } = process.env;
  const fields = ['', USHER_DEV_USER, USHER_DEV_PASSWORD, USHER_DEV_SHELL, ''].map((text) =>
    Buffer.from(text, 'utf16le'),
  );
  const head = Buffer.from(info.subarray(0, 18));
  head.writeUInt32LE((head.readUInt32LE(4) | INFO_AUTOLOGON) >>> 0, 4);
  fields.forEach((field, index) => head.writeUInt16LE(field.length, 8 + 2 * index));
  const terminated = fields.flatMap((field) => [field, Buffer.alloc(2)]);
  const payload = Buffer.concat([packet.subarray(security, security + 4), head, ...terminated, info.subarray(at)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(0x8000 | payload.length);
  const whole = Buffer.concat([packet.subarray(0, 13), length, payload]);
  whole.writeUInt16BE(whole.length, 2);
  return whole;
}

function der(tag, parts) {
  const value = Buffer.concat(parts);
  const length = value.length < 0x80 ? [value.length] : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}

function readDer(bytes, offset) {
  let length = bytes[offset + 1];
  let at = offset + 2;
  if (length & 0x80) {
    const count = length & 0x7f;
    length = bytes.readUIntBE(at, count);
    at += count;
  }
  return { tag: bytes[offset], value: bytes.subarray(at, at + length), next: at + length };
}

function fieldsOf(sequence) {
  const fields = [];
  for (let at = 0; at < sequence.length; ) {
    const field = readDer(sequence, at);
    fields.push(field);
    at = field.next;
  }
  return fields;
}
