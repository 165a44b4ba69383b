package org.usher.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads fields one behind the other, and says which one is cut short. Numbers are big-endian. */
public record FieldReader(ByteBuffer in) {

    public byte[] bytes(int length, String field) throws MalformedException {
        if (in.remaining() < length) {
            throw new MalformedException(field, length + " bytes", in.remaining() + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    public int u8(String field) throws MalformedException {
        return bytes(1, field)[0] & 0xff;
    }

    public int u16(String field) throws MalformedException {
        return (u8(field) << 8) | u8(field);
    }

    public long u32(String field) throws MalformedException {
        return ByteBuffer.wrap(bytes(4, field)).getInt() & 0xffff_ffffL;
    }

    public long u64(String field) throws MalformedException {
        return ByteBuffer.wrap(bytes(8, field)).getLong();
    }

    /** An address of so many bytes; IPv4 in the clothes of IPv6 is IPv4. */
    public InetAddress address(int length, String field) throws MalformedException {
        try {
            return InetAddress.getByAddress(bytes(length, field));
        } catch (UnknownHostException wrongLength) {
            throw new MalformedException(field, "4 or 16 bytes", length + " bytes");
        }
    }

    /** Printable ASCII of so many bytes, without blanks. */
    public String printable(int length, String field) throws MalformedException {
        String text = new String(bytes(length, field), StandardCharsets.ISO_8859_1);
        if (!Ascii.isPrintable(text)) {
            throw new MalformedException(field, "printable ASCII", length + " other bytes");
        }
        return text;
    }

    /** A reason code of so many bytes. */
    public String reason(int length, String field) throws MalformedException {
        String text = new String(bytes(length, field), StandardCharsets.ISO_8859_1);
        if (!Ascii.isReason(text)) {
            throw new MalformedException(
                    field, "1 to " + Ascii.MAX_REASON + " of a-z, 0-9 and hyphen", length + " bytes");
        }
        return text;
    }

    public boolean atEnd() {
        return !in.hasRemaining();
    }

    public void requireEnd(String whole) throws MalformedException {
        if (in.hasRemaining()) {
            throw new MalformedException(whole, "nothing behind its fields", in.remaining() + " bytes more");
        }
    }
}
