package org.usher.dist.bench.paper;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** As much of a browser's WebSocket (RFC 6455) as a measurement needs. One for each connection. */
public final class WebSocketClient {

    private static final int BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int MASK = 0x5a0ff1ce;

    private static final int HEAD_END = 0x0d0a0d0a;

    private int lastFour;
    private final byte[] header = new byte[10];
    private int have;
    private long left;

    /** A masked message with this payload, in native memory. */
    public static ByteBuf message(ByteBuf payload) {
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

    /** The request with which a page opens the stream. */
    public static ByteBuf request(String host, String cookie) {
        return Unpooled.copiedBuffer("""
                GET /stream HTTP/1.1
                Host: %1$s
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Origin: https://%1$s
                Cookie: __Host-usher=%2$s

                """.formatted(host, cookie).replace("\n", "\r\n"), StandardCharsets.US_ASCII);
    }

    /** Skips the answer to {@link #request}; true when it is whole. */
    public boolean agreed(ByteBuf in) {
        while (in.isReadable() && lastFour != HEAD_END) {
            lastFour = (lastFour << 8) | (in.readByte() & 0xff);
        }
        return lastFour == HEAD_END;
    }

    /** How many bytes of payload are in what came. */
    public long payload(ByteBuf in) {
        return payload(in, ByteBuf::release);
    }

    /**
     * Hands on the payload in what came, and says how much it is. Everything but binary messages is an error here.
     *
     * @param to owns what it is given
     */
    public long payload(ByteBuf in, Consumer<ByteBuf> to) {
        long payload = 0;
        while (in.isReadable()) {
            if (left == 0) {
                takeHeader(in);
            } else {
                int length = (int) Math.min(left, in.readableBytes());
                to.accept(in.readRetainedSlice(length));
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
