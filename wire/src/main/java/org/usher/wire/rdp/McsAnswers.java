package org.usher.wire.rdp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.usher.wire.Decoded;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * What xrdp will answer to a client's MCS messages, told before anybody has asked it: Connect-Response, Attach-User and
 * Channel-Join confirms (MS-RDPBCGR 2.2.1.4, 2.2.1.7 and 2.2.1.9). A client shows its secret only behind them, and nobody
 * without one shall get as far as the RDP server.
 *
 * <p>xrdp's answers follow from what the client asks; {@link #agrees} finds out afterwards whether they did.
 */
public final class McsAnswers {

    private static final int IO_CHANNEL = 1003;

    /** Channel ids of users are told less this (T.125, 7, DynamicChannelId). */
    private static final int FIRST_USER = 1001;

    private static final int ATTACH_USER_REQUEST = 10;
    private static final int CHANNEL_JOIN_REQUEST = 14;

    private static final int SC_NET = 0x0c03;
    private static final int CONNECT_RESPONSE = 0x7f66;
    private static final int ENUMERATED = 0x0a;
    private static final int INTEGER = 0x02;
    private static final byte[] SERVER_TO_CLIENT_KEY = "McDn".getBytes(StandardCharsets.US_ASCII);

    /** rt-successful, calledConnectId, and domain parameters as xrdp gives them. */
    private static final byte[] RESULT_AND_PARAMETERS =
            HexFormat.of().parseHex("0a0100020100301a020116020103020100020101020100020101020300fff8020102");

    /** The GCC Conference Create Response up to the length of all blocks. */
    private static final byte[] CONFERENCE_CREATE_RESPONSE =
            HexFormat.of().parseHex("000500147c00012a14760a01010001c0004d63446e");

    /** The header of SC_CORE, and the version of RDP that xrdp speaks. */
    private static final byte[] CORE = HexFormat.of().parseHex("010c0c0004000800");

    /** SC_SECURITY: none but TLS. */
    private static final byte[] SECURITY = HexFormat.of().parseHex("020c0c000000000000000000");

    private final int channels;
    private final int protocols;

    private McsAnswers(int channels, int protocols) {
        this.channels = channels;
        this.protocols = protocols;
    }

    /**
     * The answers to a client that wants this.
     *
     * @param protocols what the client has offered in its {@link ConnectionRequest}, which it hears again: so it knows that
     *     nobody on the way has changed it
     */
    public static McsAnswers to(ConnectInitial wishes, int protocols) {
        return new McsAnswers(wishes.channels().size(), protocols);
    }

    private int user() {
        return IO_CHANNEL + channels + 1;
    }

    /** The answer to the Connect-Initial, a whole TPKT. */
    public Octets connectResponse() {
        int padded = channels + channels % 2;
        int net = 4 + 4 + 2 * padded;
        int blocks = CORE.length + 4 + net + SECURITY.length;
        int userData = CONFERENCE_CREATE_RESPONSE.length + 2 + blocks;
        int content = RESULT_AND_PARAMETERS.length + 2 + userData;
        int lengthBytes = content < 0x80 ? 1 : 3;
        ByteBuffer frame = frame(2 + lengthBytes + content).putShort((short) CONNECT_RESPONSE);
        if (lengthBytes > 1) {
            frame.put((byte) 0x82).putShort((short) content);
        } else {
            frame.put((byte) content);
        }
        frame.put(RESULT_AND_PARAMETERS)
                .put((byte) Ber.OCTET_STRING)
                .put((byte) userData)
                .put(CONFERENCE_CREATE_RESPONSE)
                .putShort((short) (0x8000 | blocks));
        frame.order(ByteOrder.LITTLE_ENDIAN)
                .put(CORE)
                .putInt(protocols)
                .putShort((short) SC_NET)
                .putShort((short) net)
                .putShort((short) IO_CHANNEL)
                .putShort((short) channels);
        for (int number = 1; number <= channels; number++) {
            frame.putShort((short) (IO_CHANNEL + number));
        }
        return whole(frame.position(frame.limit() - SECURITY.length).put(SECURITY));
    }

    /**
     * The answer to one message between Connect-Response and Client Info PDU; empty for one that gets none. Malformed when
     * the client joins a channel that it was not given.
     */
    public Decoded<Optional<Octets>> answer(PreludePdu.Housekeeping asked) {
        Octets frame = asked.frame();
        return new Decoded.Message<>(frame.bytes(), frame.length()).read(this::answer);
    }

    /** The server's word that it ends the connection on purpose (T.125, 11.15; MS-RDPBCGR 1.3.1.4.2). */
    public static Octets disconnect() {
        return whole(frame(2).put((byte) 0x20).put((byte) 0x80));
    }

    private Optional<Octets> answer(byte[] asked) throws MalformedException {
        return switch ((asked[Tpkt.MCS] & 0xff) >> 2) {
            case ATTACH_USER_REQUEST -> {
                if (asked.length != Tpkt.MCS + 1) {
                    throw new MalformedException(
                            "AttachUserRequest", (Tpkt.MCS + 1) + " bytes", asked.length + " bytes");
                }
                yield Optional.of(
                        whole(frame(4).put((byte) 0x2e).put((byte) 0).putShort((short) (user() - FIRST_USER))));
            }
            case CHANNEL_JOIN_REQUEST -> Optional.of(join(asked));
            default -> Optional.empty();
        };
    }

    private Octets join(byte[] asked) throws MalformedException {
        if (asked.length != Tpkt.MCS + 5) {
            throw new MalformedException("ChannelJoinRequest", (Tpkt.MCS + 5) + " bytes", asked.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(asked);
        int initiator = FIRST_USER + (in.getShort(Tpkt.MCS + 1) & 0xffff);
        int channel = in.getShort(Tpkt.MCS + 3) & 0xffff;
        if (initiator != user() || channel < IO_CHANNEL || channel > user()) {
            throw new MalformedException(
                    "ChannelJoinRequest",
                    "user " + user() + " and one of its channels",
                    "user " + initiator + ", channel " + channel);
        }
        return whole(frame(8).put((byte) 0x3e)
                .put((byte) 0)
                .putShort((short) (initiator - FIRST_USER))
                .putShort((short) channel)
                .putShort((short) channel));
    }

    private static Octets whole(ByteBuffer frame) {
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return Octets.of(bytes);
    }

    /** A TPKT with its X.224 header, with room for so many bytes of MCS. */
    private static ByteBuffer frame(int mcs) {
        return ByteBuffer.allocate(Tpkt.MCS + mcs)
                .put((byte) 3)
                .put((byte) 0)
                .putShort((short) (Tpkt.MCS + mcs))
                .put((byte) 2)
                .put((byte) 0xf0)
                .put((byte) 0x80);
    }

    /**
     * Reads the server's answer at the buffer's position. Malformed when it gives the client other ids than {@code told},
     * by which the client already speaks.
     */
    public static Decoded<Octets> agrees(Octets told, ByteBuffer in) {
        return Tpkt.decode(in).read(frame -> {
            byte[] said = frame.bytes();
            Tpkt.requireData(said);
            byte[] before = told.bytes();
            boolean response = before[Tpkt.MCS] == (byte) (CONNECT_RESPONSE >> 8);
            if (!Arrays.equals(response ? ids(said) : said, response ? ids(before) : before)) {
                throw new MalformedException("answer", "the channels that the client was told", "others");
            }
            return frame;
        });
    }

    /** The ids in a Connect-Response: that of the I/O channel, how many others, and theirs. */
    private static byte[] ids(byte[] frame) throws MalformedException {
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).position(Tpkt.MCS);
        Ber.takeLastHeader(in, CONNECT_RESPONSE, "Connect-Response");
        Ber.skip(in, ENUMERATED, "result");
        Ber.skip(in, INTEGER, "calledConnectId");
        Ber.skip(in, Ber.SEQUENCE, "domainParameters");
        Ber.takeLastHeader(in, Ber.OCTET_STRING, "userData");
        skipConferenceCreateResponse(in);
        while (in.remaining() >= 4) {
            int type = in.getShort() & 0xffff;
            int length = (in.getShort() & 0xffff) - 4;
            if (length < 0 || length > in.remaining()) {
                throw new MalformedException("GCC block length", "at most the rest", String.valueOf(length + 4));
            }
            if (type == SC_NET) {
                return ids(in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN));
            }
            in.position(in.position() + length);
        }
        throw new MalformedException("ConferenceCreateResponse", "a TS_UD_SC_NET block", "none");
    }

    private static byte[] ids(ByteBuffer net) throws MalformedException {
        if (net.remaining() < 4 || net.remaining() < 4 + 2 * (net.getShort(2) & 0xffff)) {
            throw new MalformedException("TS_UD_SC_NET", "as many ids as it says", net.remaining() + " bytes");
        }
        byte[] ids = new byte[4 + 2 * (net.getShort(2) & 0xffff)];
        net.get(ids);
        return ids;
    }

    /** Up to the blocks: the key stands behind a length of one byte or two, and has a length of one or two behind it. */
    private static void skipConferenceCreateResponse(ByteBuffer in) throws MalformedException {
        int shortest = CONFERENCE_CREATE_RESPONSE.length - SERVER_TO_CLIENT_KEY.length;
        for (int at = shortest; at <= shortest + 1; at++) {
            int behind = at + SERVER_TO_CLIENT_KEY.length;
            if (in.remaining() > behind + 1
                    && in.slice(in.position() + at, SERVER_TO_CLIENT_KEY.length)
                            .equals(ByteBuffer.wrap(SERVER_TO_CLIENT_KEY))) {
                boolean oneByte = in.get(in.position() + behind) >= 0;
                in.position(in.position() + behind + (oneByte ? 1 : 2));
                return;
            }
        }
        throw new MalformedException("ConferenceCreateResponse", "the key McDn", "something else");
    }
}
