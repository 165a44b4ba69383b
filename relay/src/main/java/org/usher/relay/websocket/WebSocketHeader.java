package org.usher.relay.websocket;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The header of a client's frame (RFC 6455, 5.2), read from bytes that come in any pieces. One per connection, used
 * again for every frame.
 */
final class WebSocketHeader {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /** The longest payload of a control frame. */
    static final int MAX_CONTROL = 125;

    /**
     * The longest frame that is let through. Payload is not gathered, so this protects no memory; a client that says
     * more has lost its place, and the sooner that is seen the better.
     */
    static final long MAX_FRAME = 16L * 1024 * 1024;

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASK = 4;

    /** What is wrong with a frame. */
    record Fault(CloseCode code, String what) {}

    private final byte[] bytes = new byte[2 + 8 + MASK];
    private int have;
    private int wanted = 2;

    /**
     * Takes bytes until the header is whole.
     *
     * @return whether it is; it may be {@link #fault}y before
     */
    boolean take(ByteBuf in) {
        int length = Math.min(wanted - have, in.readableBytes());
        in.readBytes(bytes, have, length);
        have += length;
        if (have == 2 && wanted == 2) {
            wanted = 2 + extended() + MASK;
        }
        return have == wanted;
    }

    /** Ready for the next frame's. */
    void clear() {
        have = 0;
        wanted = 2;
    }

    int opcode() {
        return bytes[0] & OPCODE;
    }

    boolean isFinal() {
        return (bytes[0] & FIN) != 0;
    }

    boolean isControl() {
        return opcode() >= CLOSE;
    }

    /** The payload's length, of a whole header. */
    long length() {
        return switch (extended()) {
            case 0 -> bytes[1] & LENGTH;
            case 2 -> number(2, 2);
            default -> number(2, 8);
        };
    }

    /** The mask, of a whole header. */
    int mask() {
        return (int) number(2 + extended(), MASK);
    }

    /**
     * What is wrong, as far as can be seen from what has come.
     *
     * @param inMessage whether a message is under way that this frame may go on with
     */
    @Nullable
    Fault fault(boolean inMessage) {
        if (have < 2) {
            return null;
        }
        if ((bytes[0] & RESERVED) != 0) {
            return new Fault(CloseCode.PROTOCOL_ERROR, "reserved-bits");
        }
        if ((bytes[1] & MASKED) == 0) {
            return new Fault(CloseCode.PROTOCOL_ERROR, "unmasked");
        }
        Fault kind = faultOfKind(inMessage);
        return kind != null || have < wanted ? kind : faultOfLength();
    }

    private @Nullable Fault faultOfKind(boolean inMessage) {
        return switch (opcode()) {
            case CONTINUATION -> inMessage ? null : new Fault(CloseCode.PROTOCOL_ERROR, "continuation-of-nothing");
            case BINARY -> inMessage ? new Fault(CloseCode.PROTOCOL_ERROR, "message-in-message") : null;
            case TEXT -> new Fault(CloseCode.UNSUPPORTED, "text");
            case CLOSE, PING, PONG ->
                isFinal() && extended() == 0 ? null : new Fault(CloseCode.PROTOCOL_ERROR, "control-frame-too-big");
            default -> new Fault(CloseCode.PROTOCOL_ERROR, "unknown-opcode");
        };
    }

    private @Nullable Fault faultOfLength() {
        long length = length();
        // RFC 6455, 5.2: the minimal number of bytes must be used, and the top bit must be 0.
        if (length < 0 || (extended() == 2 && length < LENGTH_16) || (extended() == 8 && length <= 0xffff)) {
            return new Fault(CloseCode.PROTOCOL_ERROR, "length-form");
        }
        return length > MAX_FRAME ? new Fault(CloseCode.TOO_BIG, "frame-too-big") : null;
    }

    private int extended() {
        return switch (bytes[1] & LENGTH) {
            case LENGTH_16 -> 2;
            case LENGTH_64 -> 8;
            default -> 0;
        };
    }

    private long number(int from, int length) {
        long number = 0;
        for (int i = from; i < from + length; i++) {
            number = (number << 8) | (bytes[i] & 0xff);
        }
        return number;
    }

    /** How long the header of a server's frame is. */
    static int size(int length) {
        return length < LENGTH_16 ? 2 : length <= 0xffff ? 4 : 10;
    }

    /** Writes the header of a server's frame: final, not masked. */
    static void write(ByteBuf out, int opcode, int length) {
        out.writeByte(FIN | opcode);
        if (length < LENGTH_16) {
            out.writeByte(length);
        } else if (length <= 0xffff) {
            out.writeByte(LENGTH_16).writeShort(length);
        } else {
            out.writeByte(LENGTH_64).writeLong(length);
        }
    }
}
