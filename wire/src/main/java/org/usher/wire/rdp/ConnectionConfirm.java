package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.usher.wire.Decoded;
import org.usher.wire.MalformedException;

/** The host's X.224 Connection Confirm (MS-RDPBCGR 2.2.1.2): the protocol that it chose, or why it refuses. */
public sealed interface ConnectionConfirm {

    /** The client's protocols are not allowed: TLS is required (MS-RDPBCGR 2.2.1.2.2). */
    int SSL_REQUIRED_BY_SERVER = 1;

    /**
     * The host goes on with this protocol.
     *
     * @param protocol {@link ConnectionRequest#SSL}, {@link ConnectionRequest#HYBRID} or 0 for plain RDP security
     */
    record Selected(int protocol) implements ConnectionConfirm {}

    /**
     * The host does not go on.
     *
     * @param code the failure code of RDP_NEG_FAILURE
     */
    record Refused(int code) implements ConnectionConfirm {}

    /** The client may say more of itself, its monitors among it (MS-RDPBCGR 2.2.1.2.1). xrdp promises so, for whom we speak. */
    int EXTENDED_CLIENT_DATA = 1;

    /** The length of a confirm with a negotiation part, in bytes. */
    int LENGTH = 19;

    /** Finds out what the frame at the buffer's position answers. */
    static Decoded<ConnectionConfirm> decode(ByteBuffer in) {
        return Tpkt.decode(in).read(frame -> read(frame.bytes()));
    }

    private static ConnectionConfirm read(byte[] frame) throws MalformedException {
        int fixed = Tpkt.HEADER + 7;
        if (frame.length < fixed || (frame[5] & 0xff) != 0xd0) {
            throw new MalformedException("X.224", "a Connection Confirm", "another TPDU of " + frame.length + " bytes");
        }
        if ((frame[4] & 0xff) + 1 + Tpkt.HEADER != frame.length) {
            throw new MalformedException(
                    "X.224 length indicator",
                    String.valueOf(frame.length - Tpkt.HEADER - 1),
                    String.valueOf(frame[4] & 0xff));
        }
        if (frame.length == fixed) {
            return new Selected(0);
        }
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        if (frame.length != LENGTH || in.getShort(fixed + 2) != LENGTH - fixed) {
            throw new MalformedException("rdpNegRsp", (LENGTH - fixed) + " bytes", (frame.length - fixed) + " bytes");
        }
        int value = in.getInt(fixed + 4);
        return switch (frame[fixed]) {
            case 2 -> new Selected(value);
            case 3 -> new Refused(value);
            default -> throw new MalformedException("rdpNegRsp type", "2 or 3", String.valueOf(frame[fixed]));
        };
    }

    /** The confirm's bytes. */
    default byte[] encode() {
        ByteBuffer frame = ByteBuffer.allocate(LENGTH);
        frame.put((byte) 3).put((byte) 0).putShort((short) LENGTH);
        frame.put((byte) (LENGTH - Tpkt.HEADER - 1)).put((byte) 0xd0);
        frame.putShort((short) 0).putShort((short) 0x1234).put((byte) 0);
        frame.order(ByteOrder.LITTLE_ENDIAN);
        switch (this) {
            case Selected(int protocol) ->
                frame.put((byte) 2)
                        .put((byte) EXTENDED_CLIENT_DATA)
                        .putShort((short) 8)
                        .putInt(protocol);
            case Refused(int code) ->
                frame.put((byte) 3).put((byte) 0).putShort((short) 8).putInt(code);
        }
        return frame.array();
    }
}
