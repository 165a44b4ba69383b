package org.usher.wire.tsgu;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.usher.wire.Octets;

/** Puts a packet together, one field after the other, and its header at the end. */
final class PacketWriter {

    private final PacketType type;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    PacketWriter(PacketType type) {
        this.type = type;
    }

    PacketWriter octet(int value) {
        body.write(value);
        return this;
    }

    PacketWriter word(int value) {
        return octet(value).octet(value >>> 8);
    }

    PacketWriter number(int value) {
        return word(value).word(value >>> 16);
    }

    PacketWriter wide(long value) {
        return number((int) value).number((int) (value >>> 32));
    }

    /** The number that says which fields follow, and the reserved one behind it. */
    PacketWriter fields(int bits) {
        return word(bits).word(0);
    }

    /** HTTP_byte_BLOB (2.2.10.1). */
    PacketWriter blob(Octets blob) {
        return sized(blob.bytes());
    }

    /** HTTP_UNICODE_STRING (2.2.10.22), with a terminator that is counted in, as clients write it. */
    PacketWriter text(String text) {
        return sized((text + '\0').getBytes(StandardCharsets.UTF_16LE));
    }

    private PacketWriter sized(byte[] bytes) {
        requireRoom(bytes.length);
        word(bytes.length);
        body.writeBytes(bytes);
        return this;
    }

    byte[] packet() {
        requireRoom(0);
        int length = TsguCodec.HEADER + body.size();
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) type.number())
                .putShort((short) 0)
                .putInt(length)
                .put(body.toByteArray())
                .array();
    }

    private void requireRoom(int more) {
        int length = TsguCodec.HEADER + body.size() + more;
        if (length > TsguCodec.MAX_CONTROL) {
            throw new IllegalArgumentException(
                    type + " of " + length + " bytes (expected: at most " + TsguCodec.MAX_CONTROL + ")");
        }
    }
}
