package org.usher.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The little of DER (X.690) that our formats need: definite lengths, one-byte tags. */
public final class Der {

    public static final int INTEGER = 0x02;
    public static final int OCTET_STRING = 0x04;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int UTF8_STRING = 0x0c;
    public static final int SEQUENCE = 0x30;
    public static final int SET = 0x31;

    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_BYTES = 3;

    private Der() {}

    /** The tag of field {@code number} with explicit tagging: context class, constructed. */
    public static int context(int number) {
        return 0xa0 | number;
    }

    /**
     * The length of the whole element at the buffer's position, header included.
     *
     * @return the length, or -1 when the header is not all there
     */
    public static int wholeLength(ByteBuffer in) throws MalformedException {
        int at = in.position();
        if (in.remaining() < 2) {
            return -1;
        }
        int first = in.get(at + 1) & 0xff;
        if (first < LONG_FORM) {
            return 2 + first;
        }
        int count = first & 0x7f;
        if (count == 0 || count > MAX_LENGTH_BYTES) {
            throw new MalformedException("DER length", "1 to " + MAX_LENGTH_BYTES + " bytes", count + " bytes");
        }
        if (in.remaining() < 2 + count) {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | (in.get(at + 2 + i) & 0xff);
        }
        if (length < LONG_FORM || length >> (8 * (count - 1)) == 0) {
            throw new MalformedException("DER length", "the shortest form", count + " bytes for " + length);
        }
        return 2 + count + length;
    }

    /** Takes one element off {@code in} and answers with its content. */
    public static ByteBuffer take(ByteBuffer in, int tag, String field) throws MalformedException {
        ByteBuffer element = takeWhole(in, tag, field);
        return element.slice(headerLength(element), element.remaining() - headerLength(element));
    }

    /** Takes one element off {@code in} and answers with all of it, its header too. */
    public static ByteBuffer takeWhole(ByteBuffer in, int tag, String field) throws MalformedException {
        int whole = wholeLength(in);
        if (whole < 0 || whole > in.remaining()) {
            throw new MalformedException(
                    field,
                    "an element within " + in.remaining() + " bytes",
                    whole < 0 ? "no length" : whole + " bytes");
        }
        int found = in.get(in.position()) & 0xff;
        if (found != tag) {
            throw new MalformedException(field, "tag 0x" + Integer.toHexString(tag), "0x" + Integer.toHexString(found));
        }
        ByteBuffer element = in.slice(in.position(), whole);
        in.position(in.position() + whole);
        return element;
    }

    /** The content of the one element that {@code in} consists of, as an explicit tag has to. */
    public static ByteBuffer only(ByteBuffer in, int tag, String field) throws MalformedException {
        ByteBuffer content = take(in, tag, field);
        if (in.hasRemaining()) {
            throw new MalformedException(field, "one element", in.remaining() + " bytes more");
        }
        return content;
    }

    private static int headerLength(ByteBuffer in) {
        int first = in.get(in.position() + 1) & 0xff;
        return first < LONG_FORM ? 2 : 2 + (first & 0x7f);
    }

    /** The number that {@code in} consists of: 1 to 4 bytes. */
    public static int onlyInteger(ByteBuffer in, String field) throws MalformedException {
        ByteBuffer content = only(in, INTEGER, field);
        if (content.remaining() < 1 || content.remaining() > 4) {
            throw new MalformedException(field, "1 to 4 bytes", content.remaining() + " bytes");
        }
        int value = content.get();
        while (content.hasRemaining()) {
            value = (value << 8) | (content.get() & 0xff);
        }
        return value;
    }

    /** The text that {@code in} consists of. */
    public static String onlyUtf8(ByteBuffer in, String field) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(only(in, UTF8_STRING, field))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedException(field, "UTF-8", "other bytes");
        }
    }

    /** What is left of {@code content}. */
    public static Octets copyOf(ByteBuffer content) {
        byte[] octets = new byte[content.remaining()];
        content.get(octets);
        return Octets.of(octets);
    }

    /** An element with these contents, one after the other. */
    public static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        out.write(tag);
        if (length < LONG_FORM) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else if (length < 0x10000) {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        } else {
            out.write(0x83);
            out.write(length >> 16);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    /** A number, in the shortest form. */
    public static byte[] integer(int value) {
        // The shortest two's-complement form (X.690, 8.3.2).
        int bytes = 4;
        while (bytes > 1 && isSigned(value, bytes - 1)) {
            bytes--;
        }
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            content[i] = (byte) (value >> (8 * (bytes - 1 - i)));
        }
        return element(INTEGER, content);
    }

    private static boolean isSigned(int value, int bytes) {
        int unused = 32 - 8 * bytes;
        return ((value << unused) >> unused) == value;
    }

    /** A text. */
    public static byte[] utf8(String text) {
        return element(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes. */
    public static byte[] octets(byte[] bytes) {
        return element(OCTET_STRING, bytes);
    }
}
