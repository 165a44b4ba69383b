package org.usher.wire.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.usher.wire.MalformedException;

/** Reads fields one behind the other, and says which one is cut short. Numbers are big-endian. */
record FieldReader(ByteBuffer in) {

    byte[] bytes(int length, String field) throws MalformedException {
        if (in.remaining() < length) {
            throw new MalformedException(field, length + " bytes", in.remaining() + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    int u8(String field) throws MalformedException {
        return bytes(1, field)[0] & 0xff;
    }

    int u16(String field) throws MalformedException {
        return (u8(field) << 8) | u8(field);
    }

    long u32(String field) throws MalformedException {
        return ByteBuffer.wrap(bytes(4, field)).getInt() & 0xffff_ffffL;
    }

    long u64(String field) throws MalformedException {
        return ByteBuffer.wrap(bytes(8, field)).getLong();
    }

    /** An address of so many bytes; IPv4 in the clothes of IPv6 is IPv4. */
    InetAddress address(int length, String field) throws MalformedException {
        try {
            return InetAddress.getByAddress(bytes(length, field));
        } catch (UnknownHostException wrongLength) {
            throw new MalformedException(field, "4 or 16 bytes", length + " bytes");
        }
    }

    boolean atEnd() {
        return !in.hasRemaining();
    }

    void requireEnd(String whole) throws MalformedException {
        if (in.hasRemaining()) {
            throw new MalformedException(whole, "nothing behind its fields", in.remaining() + " bytes more");
        }
    }
}
