package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.usher.wire.Decoded;
import org.usher.wire.MalformedException;

/** What a host says first after the Client Info PDU (MS-RDPELE 2.2.2; MS-RDPBCGR 2.2.1.12). */
public enum ServerLicensing {
    /** It wants to see a licence: xrdp up to 0.10.0. */
    LICENSE_REQUEST,
    /** It wants none, and no more security headers come: FreeRDP's server, xrdp from 0.10.1. */
    VALID_CLIENT;

    private static final int TYPE_LICENSE_REQUEST = 0x01;
    private static final int TYPE_ERROR_ALERT = 0xff;
    private static final int STATUS_VALID_CLIENT = 7;
    private static final int PREAMBLE = 4;

    private static final int CONNECT_RESPONSE_FIRST = 0x7f;
    private static final int CONNECT_RESPONSE_SECOND = 0x66;
    private static final int ATTACH_USER_CONFIRM = 11;
    private static final int CHANNEL_JOIN_CONFIRM = 15;

    /**
     * Finds out what the host's frame at the buffer's position says, for who reads the host from the begin of MCS: empty for
     * the answers to what a client sends before its Client Info PDU (MS-RDPBCGR 2.2.1.4, 2.2.1.7 and 2.2.1.9). A client that
     * does not wait for them gets some of them after that PDU.
     */
    public static Decoded<Optional<ServerLicensing>> next(ByteBuffer in) {
        return Tpkt.decode(in).read(frame -> {
            byte[] bytes = frame.bytes();
            Tpkt.requireData(bytes);
            return isAnswer(bytes)
                    ? Optional.empty()
                    : Optional.of(read(SendData.read(bytes, SendData.INDICATION, SendData.LICENSE)
                            .packet()));
        });
    }

    private static boolean isAnswer(byte[] frame) {
        int first = frame[Tpkt.MCS] & 0xff;
        if (first == CONNECT_RESPONSE_FIRST) {
            return frame.length > Tpkt.MCS + 1 && frame[Tpkt.MCS + 1] == CONNECT_RESPONSE_SECOND;
        }
        return first >> 2 == ATTACH_USER_CONFIRM || first >> 2 == CHANNEL_JOIN_CONFIRM;
    }

    /** Finds out what the host's frame at the buffer's position says. */
    public static Decoded<ServerLicensing> decode(ByteBuffer in) {
        return Tpkt.decode(in)
                .read(frame -> read(SendData.read(frame.bytes(), SendData.INDICATION, SendData.LICENSE)
                        .packet()));
    }

    private static ServerLicensing read(ByteBuffer packet) throws MalformedException {
        ByteBuffer in = packet.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < PREAMBLE) {
            throw new MalformedException("LICENSE_PREAMBLE", PREAMBLE + " bytes", in.remaining() + " bytes");
        }
        int type = in.get(0) & 0xff;
        if (type == TYPE_LICENSE_REQUEST) {
            return LICENSE_REQUEST;
        }
        if (type == TYPE_ERROR_ALERT && in.remaining() >= PREAMBLE + 4 && in.getInt(PREAMBLE) == STATUS_VALID_CLIENT) {
            return VALID_CLIENT;
        }
        throw new MalformedException(
                "bMsgType",
                "LICENSE_REQUEST, or ERROR_ALERT with STATUS_VALID_CLIENT",
                "0x" + Integer.toHexString(type));
    }
}
