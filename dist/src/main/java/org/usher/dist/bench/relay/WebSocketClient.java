package org.usher.dist.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** As much of a browser's WebSocket (RFC 6455) as a measurement needs. One for each connection. */
final class WebSocketClient {

    private static final int BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int MASK = 0x5a0ff1ce;

    private final byte[] header = new byte[10];
    private int have;
    private long left;

    /** A masked message with this payload, in native memory. */
    static ByteBuf message(ByteBuf payload) {
        int length = payload.readableBytes();
        ByteBuf out = Unpooled.directBuffer(14 + length).writeByte(BINARY);
        if (length < 126) {
            out.writeByte(MASKED | length);
        } else if (length <= 0xffff) {
            out.writeByte(MASKED | 126).writeShort(length);
        } else {
            out.writeByte(MASKED | 127).writeLong(length);
        }
        out.writeInt(MASK);
        for (int i = 0; i < length; i++) {
            out.writeByte(payload.getByte(payload.readerIndex() + i) ^ (MASK >>> (24 - 8 * (i & 3))));
        }
        payload.release();
        return out;
    }

    /** How many bytes of payload are in what came. Everything but binary messages is an error here. */
    long payload(ByteBuf in) {
        long payload = 0;
        while (in.isReadable()) {
            if (left == 0) {
                takeHeader(in);
            } else {
                int length = (int) Math.min(left, in.readableBytes());
                in.skipBytes(length);
                left -= length;
                payload += length;
            }
        }
        return payload;
    }

    private void takeHeader(ByteBuf in) {
        header[have++] = in.readByte();
        if (have == 1 && (header[0] & 0xff) != BINARY) {
            throw new IllegalStateException("no binary message: " + (header[0] & 0xff));
        }
        int length = have < 2 ? 0 : header[1] & 0x7f;
        int whole = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (have == whole) {
            left = length < 126 ? length : 0;
            for (int i = 2; i < whole; i++) {
                left = (left << 8) | (header[i] & 0xff);
            }
            have = 0;
        }
    }
}
