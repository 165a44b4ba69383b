package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import org.usher.wire.Decoded;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * Where a client stands between TLS and relay. Anything that does not belong there is malformed, so that nothing reaches
 * the host's RDP server before it is known whose session this is.
 *
 * <p>INVARIANT: at most one Client Info PDU gets through, the one that the front wrote. xrdp up to 0.10.0 obeys a second
 * one as well, until the client has answered about its licence: with the account's name, no password and a shell of the
 * client's own it keeps the password that the front put in and runs that shell. So the prelude does not end before the
 * licensing does.
 */
public enum Prelude {
    /** Nothing has come; the Connect-Initial must. */
    WISHES,
    /** Channels are joined; the Client Info PDU ends it. */
    CHANNELS,
    /** The Client Info PDU has come; the client's licensing message must, unless the host wants none. */
    LICENSING,
    /** Everything else is passed on unread. */
    DONE;

    private static final int CONNECT_INITIAL_FIRST = 0x7f;
    private static final int CONNECT_INITIAL_SECOND = 0x65;
    private static final int ERECT_DOMAIN = 1;
    private static final int ATTACH_USER = 10;
    private static final int CHANNEL_JOIN = 14;

    /** The client's frame at the buffer's position, if it may come now. */
    public Decoded<PreludePdu> decode(ByteBuffer in) {
        return Tpkt.decode(in).read(this::read);
    }

    /** Where the client stands after this message. */
    public Prelude after(PreludePdu pdu) {
        return switch (pdu) {
            case PreludePdu.Wishes wishes -> CHANNELS;
            case PreludePdu.Housekeeping housekeeping -> this;
            case PreludePdu.SignOn signOn -> LICENSING;
            case PreludePdu.License license -> DONE;
        };
    }

    /**
     * Where the client stands after this message of the host, which is the first that it sends after the Client Info PDU.
     * A client whose host wants no licence sends none, so without this its next message would be malformed.
     */
    public Prelude after(ServerLicensing licensing) {
        return this == LICENSING && licensing == ServerLicensing.VALID_CLIENT ? DONE : this;
    }

    private PreludePdu read(Octets tpkt) throws MalformedException {
        byte[] frame = tpkt.bytes();
        Tpkt.requireData(frame);
        return switch (this) {
            case WISHES -> {
                if (frame.length < Tpkt.MCS + 2
                        || frame[Tpkt.MCS] != CONNECT_INITIAL_FIRST
                        || frame[Tpkt.MCS + 1] != CONNECT_INITIAL_SECOND) {
                    throw new MalformedException("MCS", "Connect-Initial", choice(frame));
                }
                yield new PreludePdu.Wishes(ConnectInitial.read(tpkt));
            }
            case CHANNELS ->
                switch ((frame[Tpkt.MCS] & 0xff) >> 2) {
                    case ERECT_DOMAIN, ATTACH_USER, CHANNEL_JOIN -> new PreludePdu.Housekeeping(tpkt);
                    case SendData.REQUEST -> {
                        SendData data = SendData.read(frame, SendData.REQUEST, SendData.INFO);
                        yield new PreludePdu.SignOn(data.envelope(), ClientInfo.read(data.packet()));
                    }
                    default ->
                        throw new MalformedException("MCS", "a domain PDU before the Client Info", choice(frame));
                };
            case LICENSING -> {
                SendData.read(frame, SendData.REQUEST, SendData.LICENSE);
                yield new PreludePdu.License(tpkt);
            }
            case DONE -> throw new MalformedException("prelude", "no more of it", "another frame");
        };
    }

    private static String choice(byte[] frame) {
        return "0x" + Integer.toHexString(frame[Tpkt.MCS] & 0xff);
    }
}
