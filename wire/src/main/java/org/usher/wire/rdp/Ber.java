package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import org.usher.wire.MalformedException;

/** The little of BER (X.690) that MCS needs for its connect messages: definite lengths. */
final class Ber {

    static final int BOOLEAN = 0x01;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;

    // Enough for any TPKT, and too little to overflow.
    private static final int MAX_LENGTH_BYTES = 3;

    private Ber() {}

    /** Takes the header of the element with this tag of one or two bytes, and answers with the length of its content. */
    static int takeHeader(ByteBuffer in, int tag, String field) throws MalformedException {
        int found = tag > 0xff ? takeByte(in, field) << 8 | takeByte(in, field) : takeByte(in, field);
        if (found != tag) {
            throw new MalformedException(field, "tag 0x" + Integer.toHexString(tag), "0x" + Integer.toHexString(found));
        }
        int length = takeByte(in, field);
        if (length >= LONG_FORM) {
            int count = length - LONG_FORM;
            if (count == 0 || count > MAX_LENGTH_BYTES) {
                throw new MalformedException(
                        field, "a length of 1 to " + MAX_LENGTH_BYTES + " bytes", count + " bytes");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | takeByte(in, field);
            }
        }
        if (length > in.remaining()) {
            throw new MalformedException(field, "at most " + in.remaining() + " bytes", length + " bytes");
        }
        return length;
    }

    /** Takes the header of the element with this tag, behind whose content nothing comes. */
    static void takeLastHeader(ByteBuffer in, int tag, String field) throws MalformedException {
        int length = takeHeader(in, tag, field);
        if (length != in.remaining()) {
            throw new MalformedException(field, in.remaining() + " bytes to the end", length + " bytes");
        }
    }

    /** Takes a whole element that means nothing to us. */
    static void skip(ByteBuffer in, int tag, String field) throws MalformedException {
        int length = takeHeader(in, tag, field);
        in.position(in.position() + length);
    }

    private static int takeByte(ByteBuffer in, String field) throws MalformedException {
        if (!in.hasRemaining()) {
            throw new MalformedException(field, "an element", "the end of the message");
        }
        return in.get() & 0xff;
    }
}
