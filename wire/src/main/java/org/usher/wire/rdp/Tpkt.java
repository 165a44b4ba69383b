package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import org.usher.wire.Decoded;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/** The frame around every slow-path RDP message: version 3, a reserved byte, the whole length (T.123, section 8). */
final class Tpkt {

    static final int HEADER = 4;

    /** Where MCS begins in a frame that passed {@link #requireData}. */
    static final int MCS = HEADER + 3;

    /**
     * The largest frame that is buffered before the session is relayed, in bytes. A Connect-Initial with 31 channels has
     * less than 1,000, a Client Info PDU with every field full less than 3,500.
     */
    static final int MAX_LENGTH = 16 * 1024;

    private static final int VERSION = 3;

    private Tpkt() {}

    /** The whole frame at the buffer's position, header included. */
    static Decoded<Octets> decode(ByteBuffer in) {
        int at = in.position();
        if (in.hasRemaining() && in.get(at) != VERSION) {
            return new Decoded.Malformed<>("TPKT version", "3", String.valueOf(in.get(at) & 0xff));
        }
        if (in.remaining() < HEADER) {
            return new Decoded.NeedMore<>(HEADER);
        }
        int length = in.getShort(at + 2) & 0xffff;
        if (length <= HEADER || length > MAX_LENGTH) {
            return new Decoded.Malformed<>(
                    "TPKT length", (HEADER + 1) + " to " + MAX_LENGTH + " bytes", length + " bytes");
        }
        if (in.remaining() < length) {
            return new Decoded.NeedMore<>(length);
        }
        byte[] frame = new byte[length];
        in.get(at, frame);
        return new Decoded.Message<>(Octets.of(frame), length);
    }

    /** Makes sure that the frame is an X.224 data TPDU (13.7), the last of its data unit, with something in it. */
    static void requireData(byte[] frame) throws MalformedException {
        if (frame.length <= MCS || frame[4] != 2 || (frame[5] & 0xff) != 0xf0 || (frame[6] & 0xff) != 0x80) {
            throw new MalformedException("X.224", "a data TPDU", "another of " + frame.length + " bytes");
        }
    }

    /** Puts the frame's length into its header. */
    static void putLength(byte[] frame) {
        frame[2] = (byte) (frame.length >> 8);
        frame[3] = (byte) frame.length;
    }
}
