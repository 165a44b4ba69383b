package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import org.usher.wire.Octets;

/** One message of a client between TLS and the point from which nothing needs to be read any more. */
public sealed interface PreludePdu {

    /** The first: the client's wishes for the picture and its channels. */
    record Wishes(ConnectInitial connectInitial) implements PreludePdu {}

    /**
     * MCS housekeeping: erect domain, attach user, join channel (MS-RDPBCGR 2.2.1.5 to 2.2.1.8).
     *
     * @param frame a whole TPKT, to be passed on as it is
     */
    record Housekeeping(Octets frame) implements PreludePdu {}

    /**
     * Who signs on and what runs.
     *
     * @param envelope the frame around {@code info}, which {@link #encode} puts around another one
     */
    record SignOn(Envelope envelope, ClientInfo info) implements PreludePdu {

        /** The frame's bytes with {@code replacement} in place of what the client sent. */
        public byte[] encode(ClientInfo replacement) {
            return envelope.around(replacement.encode());
        }
    }

    /**
     * The last: the client's licensing message (MS-RDPELE 2.2.2.2 and 2.2.2.3). Everything behind it is passed on unread.
     *
     * @param frame a whole TPKT, to be passed on as it is
     */
    record License(Octets frame) implements PreludePdu {}

    /**
     * What is in front of the TS_INFO_PACKET: X.224 data header, MCS Send Data, security header.
     *
     * @param mcs from the X.224 header up to the length of the user data, which is not in it
     * @param security the four bytes of the basic security header
     */
    record Envelope(Octets mcs, Octets security) {

        byte[] around(byte[] info) {
            byte[] front = mcs.bytes();
            byte[] header = security.bytes();
            int userData = header.length + info.length;
            ByteBuffer frame = ByteBuffer.allocate(Tpkt.HEADER + front.length + 2 + userData);
            frame.put((byte) 3).put((byte) 0).putShort((short) 0).put(front);
            // The two-byte form of a PER length: the top bits 10 say so (X.691, 10.9.3.7). ClientInfo keeps to 14 bits.
            frame.putShort((short) (0x8000 | userData)).put(header).put(info);
            byte[] bytes = frame.array();
            Tpkt.putLength(bytes);
            return bytes;
        }
    }
}
