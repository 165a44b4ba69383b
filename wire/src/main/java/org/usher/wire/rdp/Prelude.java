package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.usher.wire.Decoded;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * Where a client stands between TLS and relay. Anything that does not belong there is malformed, so that nothing reaches
 * the host's RDP server before it is known whose session this is.
 */
public enum Prelude {
    /** Nothing has come; the Connect-Initial must. */
    WISHES,
    /** Channels are joined; the Client Info PDU ends it. */
    CHANNELS,
    /** The Client Info PDU has come. */
    DONE;

    private static final int X224_DATA_LENGTH = 3;
    private static final int CONNECT_INITIAL_FIRST = 0x7f;
    private static final int CONNECT_INITIAL_SECOND = 0x65;
    private static final int ERECT_DOMAIN = 1;
    private static final int ATTACH_USER = 10;
    private static final int CHANNEL_JOIN = 14;
    private static final int SEND_DATA = 25;
    private static final int SEC_EXCHANGE = 0x0001;
    private static final int SEC_INFO = 0x0040;
    private static final int SECURITY_HEADER = 4;

    /** The frame at the buffer's position, if it may come now. */
    public Decoded<PreludePdu> decode(ByteBuffer in) {
        return Tpkt.decode(in).read(this::read);
    }

    /** Where the client stands after this message. */
    public Prelude after(PreludePdu pdu) {
        return switch (pdu) {
            case PreludePdu.Wishes wishes -> CHANNELS;
            case PreludePdu.Housekeeping housekeeping -> this;
            case PreludePdu.SignOn signOn -> DONE;
        };
    }

    private PreludePdu read(Octets tpkt) throws MalformedException {
        byte[] frame = tpkt.bytes();
        int mcs = Tpkt.HEADER + X224_DATA_LENGTH;
        if (frame.length <= mcs || frame[4] != 2 || (frame[5] & 0xff) != 0xf0 || (frame[6] & 0xff) != 0x80) {
            throw new MalformedException("X.224", "a data TPDU", "another of " + frame.length + " bytes");
        }
        return switch (this) {
            case WISHES -> {
                if (frame.length < mcs + 2
                        || frame[mcs] != CONNECT_INITIAL_FIRST
                        || frame[mcs + 1] != CONNECT_INITIAL_SECOND) {
                    throw new MalformedException(
                            "MCS", "Connect-Initial", "0x" + Integer.toHexString(frame[mcs] & 0xff));
                }
                yield new PreludePdu.Wishes(ConnectInitial.read(tpkt));
            }
            case CHANNELS ->
                switch ((frame[mcs] & 0xff) >> 2) {
                    case ERECT_DOMAIN, ATTACH_USER, CHANNEL_JOIN -> new PreludePdu.Housekeeping(tpkt);
                    case SEND_DATA -> signOn(frame, mcs);
                    default ->
                        throw new MalformedException(
                                "MCS",
                                "a domain PDU before the Client Info",
                                "0x" + Integer.toHexString(frame[mcs] & 0xff));
                };
            case DONE -> throw new MalformedException("prelude", "no more of it", "another frame");
        };
    }

    /** A SendDataRequest: initiator, channel, one byte of priority and segmentation, a PER length, the user data. */
    private static PreludePdu signOn(byte[] frame, int mcs) throws MalformedException {
        int at = mcs + 1 + 2 + 2 + 1;
        int lengthBytes = at < frame.length && (frame[at] & 0x80) != 0 ? 2 : 1;
        int security = at + lengthBytes;
        if (security + SECURITY_HEADER > frame.length) {
            throw new MalformedException("SendDataRequest", "a security header", frame.length + " bytes in all");
        }
        int said = lengthBytes == 1 ? frame[at] & 0x7f : ((frame[at] & 0x3f) << 8) | (frame[at + 1] & 0xff);
        if (said != frame.length - security) {
            throw new MalformedException(
                    "SendDataRequest length", String.valueOf(frame.length - security), String.valueOf(said));
        }
        int flags = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getShort(security) & 0xffff;
        if ((flags & SEC_EXCHANGE) != 0 || (flags & SEC_INFO) == 0) {
            throw new MalformedException("security header", "SEC_INFO_PKT (0x40)", "0x" + Integer.toHexString(flags));
        }
        ByteBuffer packet =
                ByteBuffer.wrap(frame, security + SECURITY_HEADER, frame.length - security - SECURITY_HEADER);
        PreludePdu.Envelope envelope = new PreludePdu.Envelope(
                Octets.of(Arrays.copyOfRange(frame, Tpkt.HEADER, at)),
                Octets.of(Arrays.copyOfRange(frame, security, security + SECURITY_HEADER)));
        return new PreludePdu.SignOn(envelope, ClientInfo.read(packet));
    }
}
