package org.usher.wire.rdp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What xrdp 0.9.21 understands where a message is not of the specification's form: it passes over lengths and headers
 * unread, goes through everything, and obeys what it met last. Written after its behaviour, so that a fuzzer can look for
 * a message that we let through and that xrdp understands in another way.
 */
final class XrdpReading {

    private XrdpReading() {}

    /** The protocols that a Connection Request asks for; empty when xrdp closes. */
    static OptionalInt protocols(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).position(11);
        int protocols = 0;
        try {
            while (in.hasRemaining()) {
                switch (in.get()) {
                    case 1 -> {
                        int flags = in.get();
                        if ((flags != 0 && flags != 1 && flags != 8) || in.getShort() != 8) {
                            return OptionalInt.empty();
                        }
                        protocols = in.getInt();
                        if (Integer.compareUnsigned(protocols, 0x0b) > 0) {
                            return OptionalInt.empty();
                        }
                    }
                    case 6 -> in.get(new byte[35]);
                    case 'C' -> passOverLine(in);
                    default -> {
                        // Passed over.
                    }
                }
            }
        } catch (BufferUnderflowException cut) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(protocols);
    }

    private static void passOverLine(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (in.get() == '\r' && in.hasRemaining() && in.get() == '\n') {
                return;
            }
        }
    }

    /** Width and height that a Connect-Initial asks for, as {@code WxH}; empty when xrdp closes or finds none. */
    static Optional<String> size(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).position(7);
        try {
            passOverHeader(in, 2);
            for (int element = 0; element < 6; element++) {
                int length = passOverHeader(in, 1);
                in.position(in.position() + length);
            }
            if (passOverHeader(in, 1) != in.remaining()) {
                return Optional.empty();
            }
            in.position(in.position() + 23);
            Optional<String> size = Optional.empty();
            while (in.remaining() >= 4) {
                int at = in.position();
                int type = in.getShort() & 0xffff;
                int length = in.getShort() & 0xffff;
                if (length < 4 || length - 4 > in.remaining()) {
                    break;
                }
                if (type == ConnectInitials.CS_CORE) {
                    if (in.remaining() < 128) {
                        return Optional.empty();
                    }
                    size = Optional.of((in.getShort(at + 8) & 0xffff) + "x" + (in.getShort(at + 10) & 0xffff));
                }
                in.position(at + length);
            }
            return size;
        } catch (BufferUnderflowException | IllegalArgumentException cut) {
            return Optional.empty();
        }
    }

    /** The five texts of a Client Info PDU; empty when xrdp closes, or would have to decrypt them. */
    static Optional<List<String>> texts(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).position(13);
        try {
            int length = in.get() & 0xc0;
            if (length == 0xc0) {
                return Optional.empty();
            }
            in.position(in.position() + (length == 0x80 ? 1 : 0));
            int security = in.getInt();
            if ((security & 0x49) != 0x40) {
                return Optional.empty();
            }
            in.position(in.position() + 8);
            int[] lengths = new int[5];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = in.getShort() & 0xffff;
            }
            List<String> texts = new ArrayList<>();
            for (int bytes : lengths) {
                if (bytes >= 512) {
                    return Optional.empty();
                }
                byte[] text = new byte[bytes];
                in.get(text).getShort();
                texts.add(new String(text, StandardCharsets.UTF_16LE));
            }
            return Optional.of(texts);
        } catch (BufferUnderflowException | IllegalArgumentException cut) {
            return Optional.empty();
        }
    }

    private static int passOverHeader(ByteBuffer in, int tagBytes) {
        in.position(in.position() + tagBytes);
        int length = in.get() & 0xff;
        if (length < 0x80) {
            return length;
        }
        int sum = 0;
        for (int count = length & 0x7f; count > 0; count--) {
            sum = (sum << 8) | (in.get() & 0xff);
        }
        return sum;
    }
}
