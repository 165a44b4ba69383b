package org.usher.wire.tsgu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/** Takes one field after the other out of a packet's body. */
final class PacketReader {

    private final ByteBuffer in;

    PacketReader(ByteBuffer body) {
        in = body.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int remaining() {
        return in.remaining();
    }

    /** A view of what is left. */
    ByteBuffer rest() {
        return in.slice();
    }

    /** The number that says which fields follow, and the reserved one behind it. */
    int takeFields() throws MalformedException {
        int fields = takeShort("fieldsPresent");
        takeShort("reserved");
        return fields;
    }

    int takeByte(String field) throws MalformedException {
        require(1, field);
        return in.get() & 0xff;
    }

    int takeShort(String field) throws MalformedException {
        require(2, field);
        return in.getShort() & 0xffff;
    }

    int takeInt(String field) throws MalformedException {
        require(4, field);
        return in.getInt();
    }

    OptionalInt takeInt(int fields, int bit, String field) throws MalformedException {
        return (fields & bit) == 0 ? OptionalInt.empty() : OptionalInt.of(takeInt(field));
    }

    long takeLong(String field) throws MalformedException {
        require(8, field);
        return in.getLong();
    }

    /** HTTP_byte_BLOB (2.2.10.1). */
    Octets takeBlob(String field) throws MalformedException {
        return Octets.of(take(takeShort(field), field));
    }

    Optional<Octets> takeBlob(int fields, int bit, String field) throws MalformedException {
        return (fields & bit) == 0 ? Optional.empty() : Optional.of(takeBlob(field));
    }

    /** HTTP_UNICODE_STRING (2.2.10.22). */
    String takeText(String field) throws MalformedException {
        int length = takeShort(field);
        if (length % 2 != 0) {
            throw new MalformedException(field, "an even length", length + " bytes");
        }
        return text(take(length, field));
    }

    List<String> takeTexts(int count, String field) throws MalformedException {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(takeText(field));
        }
        return texts;
    }

    /** UTF-16LE without the terminator, which clients count in or leave out. */
    static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_16LE);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return text.substring(0, end);
    }

    private byte[] take(int length, String field) throws MalformedException {
        require(length, field);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private void require(int length, String field) throws MalformedException {
        if (in.remaining() < length) {
            throw new MalformedException(field, length + " bytes", in.remaining() + " bytes");
        }
    }
}
