package org.usher.wire.tsgu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.usher.wire.Decoded;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * {@link TsguPacket}s to bytes and back. Chunks of HTTP and messages of WebSocket are no packets: their payload is a stream in
 * which packets stand one behind the other.
 *
 * <p>Bytes behind the fields that are known are passed over, since later versions add fields there. Only a data packet says
 * its length twice, and both must agree.
 */
public final class TsguCodec {

    /** HTTP_PACKET_HEADER (2.2.10.9): type, two reserved bytes, length with the header. */
    public static final int HEADER = 8;

    /** The header of a data packet with the length of its data, in bytes. */
    public static final int DATA_HEADER = HEADER + 2;

    /** The most data in one packet, in bytes. */
    public static final int MAX_DATA = 0xffff;

    /** The most data that a gateway should send in one packet, in bytes: with every header it fits into one TLS record. */
    public static final int SENT_DATA = 16_370;

    /**
     * The longest packet that is not data, in bytes. The specification allows more, but the only long thing that a client
     * has to say is a ticket, and a stranger's packets are gathered until they are whole.
     */
    public static final int MAX_CONTROL = 16 * 1024;

    /** The longest packet there is, in bytes. */
    public static final int MAX_PACKET = DATA_HEADER + MAX_DATA;

    private TsguCodec() {}

    /** The packet at the buffer's position, of any length that a packet may have. */
    public static Decoded<TsguPacket> decode(ByteBuffer in) {
        return decodeUpTo(in, MAX_PACKET);
    }

    /**
     * The packet at the buffer's position. The bytes of a data packet are a view of {@code in}, not a copy.
     *
     * @param longest the longest packet to wait for, in bytes, see {@link ServerTunnel#longestPacket}
     */
    public static Decoded<TsguPacket> decodeUpTo(ByteBuffer in, int longest) {
        if (in.remaining() < HEADER) {
            return new Decoded.NeedMore<>(HEADER);
        }
        ByteBuffer header = in.slice(in.position(), HEADER).order(ByteOrder.LITTLE_ENDIAN);
        PacketType type = PacketType.of(header.getShort(0) & 0xffff);
        long length = header.getInt(4) & 0xffff_ffffL;
        int limit = Math.min(longest, type == PacketType.DATA ? MAX_PACKET : MAX_CONTROL);
        if (length < HEADER || length > limit) {
            return new Decoded.Malformed<>("packetLength", HEADER + " to " + limit + " bytes", length + " bytes");
        }
        if (in.remaining() < length) {
            return new Decoded.NeedMore<>((int) length);
        }
        ByteBuffer body =
                in.slice(in.position() + HEADER, (int) length - HEADER).order(ByteOrder.LITTLE_ENDIAN);
        int number = header.getShort(0) & 0xffff;
        return new Decoded.Message<>(body, (int) length).read(bytes -> read(type, number, new PacketReader(bytes)));
    }

    private static TsguPacket read(PacketType type, int number, PacketReader in) throws MalformedException {
        return switch (type) {
            case HANDSHAKE_REQUEST ->
                new TsguPacket.HandshakeRequest(
                        in.takeByte("verMajor"),
                        in.takeByte("verMinor"),
                        in.takeShort("clientVersion"),
                        in.takeShort("extendedAuth"));
            case HANDSHAKE_RESPONSE ->
                new TsguPacket.HandshakeResponse(
                        in.takeInt("errorCode"),
                        in.takeByte("verMajor"),
                        in.takeByte("verMinor"),
                        in.takeShort("serverVersion"),
                        in.takeShort("extendedAuth"));
            case EXTENDED_AUTH_MSG -> new TsguPacket.ExtendedAuth(in.takeInt("errorCode"), in.takeBlob("authBlob"));
            case TUNNEL_CREATE -> tunnelCreate(in);
            case TUNNEL_RESPONSE -> tunnelResponse(in);
            case TUNNEL_AUTH -> tunnelAuth(in);
            case TUNNEL_AUTH_RESPONSE -> tunnelAuthResponse(in);
            case CHANNEL_CREATE -> channelCreate(in);
            case CHANNEL_RESPONSE -> {
                int errorCode = in.takeInt("errorCode");
                int fields = in.takeFields();
                yield new TsguPacket.ChannelResponse(
                        errorCode, in.takeInt(fields, FieldsPresent.CHANNEL_ID, "channelId"));
            }
            case DATA -> data(in);
            case SERVICE_MESSAGE -> new TsguPacket.ServiceMessage(in.takeText("message"));
            case REAUTH_MESSAGE -> new TsguPacket.ReauthMessage(in.takeLong("reauthTunnelContext"));
            case KEEPALIVE -> new TsguPacket.KeepAlive();
            case CLOSE_CHANNEL -> new TsguPacket.CloseChannel(in.takeInt("statusCode"));
            case CLOSE_CHANNEL_RESPONSE -> new TsguPacket.CloseChannelResponse(in.takeInt("statusCode"));
            case UNKNOWN -> new TsguPacket.Unknown(number, HEADER + in.remaining());
        };
    }

    private static TsguPacket tunnelCreate(PacketReader in) throws MalformedException {
        int capabilities = in.takeInt("capsFlags");
        int fields = in.takeFields();
        OptionalLong context = (fields & FieldsPresent.REAUTH) == 0
                ? OptionalLong.empty()
                : OptionalLong.of(in.takeLong("reauthTunnelContext"));
        return new TsguPacket.TunnelCreate(
                capabilities, context, in.takeBlob(fields, FieldsPresent.PAA_COOKIE, "PAACookie"));
    }

    private static TsguPacket tunnelResponse(PacketReader in) throws MalformedException {
        int version = in.takeShort("serverVersion");
        int status = in.takeInt("statusCode");
        int fields = in.takeFields();
        if ((fields & FieldsPresent.SOH_REQUEST) != 0) {
            throw new MalformedException("fieldsPresent", "no nonce for a statement of health", "one");
        }
        OptionalInt tunnelId = in.takeInt(fields, FieldsPresent.TUNNEL_ID, "tunnelId");
        OptionalInt capabilities = in.takeInt(fields, FieldsPresent.CAPABILITIES, "capsFlags");
        Optional<String> consent =
                (fields & FieldsPresent.CONSENT) == 0 ? Optional.empty() : Optional.of(in.takeText("consentMsg"));
        return new TsguPacket.TunnelResponse(version, status, tunnelId, capabilities, consent);
    }

    private static TsguPacket tunnelAuth(PacketReader in) throws MalformedException {
        int fields = in.takeShort("fieldsPresent");
        String clientName = in.takeText("clientName");
        return new TsguPacket.TunnelAuth(clientName, in.takeBlob(fields, FieldsPresent.SOH, "statementOfHealth"));
    }

    private static TsguPacket tunnelAuthResponse(PacketReader in) throws MalformedException {
        int errorCode = in.takeInt("errorCode");
        int fields = in.takeFields();
        OptionalInt redirections = in.takeInt(fields, FieldsPresent.REDIRECTIONS, "redirFlags");
        OptionalInt idle = in.takeInt(fields, FieldsPresent.IDLE, "idleTimeout");
        return new TsguPacket.TunnelAuthResponse(
                errorCode, redirections, idle, in.takeBlob(fields, FieldsPresent.SOH_RESPONSE, "SoHResponse"));
    }

    private static TsguPacket channelCreate(PacketReader in) throws MalformedException {
        int resources = in.takeByte("numResources");
        int alternates = in.takeByte("numAltResources");
        if (resources < 1 || resources > TsguPacket.ChannelCreate.MAX_RESOURCES) {
            throw new MalformedException(
                    "numResources", "1 to " + TsguPacket.ChannelCreate.MAX_RESOURCES, String.valueOf(resources));
        }
        if (alternates > TsguPacket.ChannelCreate.MAX_ALTERNATES) {
            throw new MalformedException(
                    "numAltResources",
                    "at most " + TsguPacket.ChannelCreate.MAX_ALTERNATES,
                    String.valueOf(alternates));
        }
        int port = in.takeShort("port");
        int protocol = in.takeShort("protocol");
        List<String> names = in.takeTexts(resources, "pResource");
        return new TsguPacket.ChannelCreate(names, in.takeTexts(alternates, "pAltResources"), port, protocol);
    }

    private static TsguPacket data(PacketReader in) throws MalformedException {
        int length = in.takeShort("cbDataLen");
        if (length != in.remaining()) {
            throw new MalformedException(
                    "cbDataLen", in.remaining() + " bytes, as packetLength says", length + " bytes");
        }
        return new TsguPacket.Data(in.rest());
    }

    /**
     * Whether the packet at the buffer's position is a data packet; a driver passes what is in it on unread.
     *
     * @param in at least {@link #HEADER} bytes
     */
    public static boolean isData(ByteBuffer in) {
        return in.slice(in.position(), HEADER).order(ByteOrder.LITTLE_ENDIAN).getShort(0) == PacketType.DATA.number();
    }

    /** How much data follows behind the header of the data packet at the buffer's position, of which only that is taken. */
    public static Decoded<Integer> decodeDataHeader(ByteBuffer in) {
        if (in.remaining() < DATA_HEADER) {
            return new Decoded.NeedMore<>(DATA_HEADER);
        }
        ByteBuffer header = in.slice(in.position(), DATA_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        int length = header.getInt(4);
        int data = header.getShort(HEADER) & 0xffff;
        return length == DATA_HEADER + data
                ? new Decoded.Message<>(data, DATA_HEADER)
                : new Decoded.Malformed<>(
                        "packetLength",
                        (DATA_HEADER + data) + " bytes, as cbDataLen says",
                        (length & 0xffff_ffffL) + " bytes");
    }

    /**
     * What stands in front of the data of a data packet, for a driver that writes the data itself.
     *
     * @param length of the data, up to {@link #MAX_DATA}
     */
    public static byte[] dataHeader(int length) {
        if (length < 0 || length > MAX_DATA) {
            throw new IllegalArgumentException("data of " + length + " bytes (expected: 0 to " + MAX_DATA + ")");
        }
        return ByteBuffer.allocate(DATA_HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) PacketType.DATA.number())
                .putShort((short) 0)
                .putInt(DATA_HEADER + length)
                .putShort((short) length)
                .array();
    }

    /**
     * The packet's bytes.
     *
     * @throws IllegalArgumentException when they would be more than {@link #MAX_CONTROL} and it is no data packet, or when it
     *     is a {@link TsguPacket.Unknown}
     */
    public static byte[] encode(TsguPacket packet) {
        return switch (packet) {
            case TsguPacket.HandshakeRequest(int major, int minor, int version, int auth) ->
                new PacketWriter(PacketType.HANDSHAKE_REQUEST)
                        .octet(major)
                        .octet(minor)
                        .word(version)
                        .word(auth)
                        .packet();
            case TsguPacket.HandshakeResponse(int error, int major, int minor, int version, int auth) ->
                new PacketWriter(PacketType.HANDSHAKE_RESPONSE)
                        .number(error)
                        .octet(major)
                        .octet(minor)
                        .word(version)
                        .word(auth)
                        .packet();
            case TsguPacket.ExtendedAuth(int error, Octets blob) ->
                new PacketWriter(PacketType.EXTENDED_AUTH_MSG)
                        .number(error)
                        .blob(blob)
                        .packet();
            case TsguPacket.TunnelCreate create -> encode(create);
            case TsguPacket.TunnelResponse response -> encode(response);
            case TsguPacket.TunnelAuth(String name, Optional<Octets> soh) -> {
                PacketWriter out = new PacketWriter(PacketType.TUNNEL_AUTH)
                        .word(soh.isPresent() ? FieldsPresent.SOH : 0)
                        .text(name);
                soh.ifPresent(out::blob);
                yield out.packet();
            }
            case TsguPacket.TunnelAuthResponse response -> encode(response);
            case TsguPacket.ChannelCreate create -> encode(create);
            case TsguPacket.ChannelResponse(int error, OptionalInt channelId) -> {
                PacketWriter out = new PacketWriter(PacketType.CHANNEL_RESPONSE)
                        .number(error)
                        .fields(channelId.isPresent() ? FieldsPresent.CHANNEL_ID : 0);
                channelId.ifPresent(out::number);
                yield out.packet();
            }
            case TsguPacket.Data(ByteBuffer bytes) ->
                ByteBuffer.allocate(DATA_HEADER + bytes.remaining())
                        .put(dataHeader(bytes.remaining()))
                        .put(bytes.duplicate())
                        .array();
            case TsguPacket.ServiceMessage(String text) ->
                new PacketWriter(PacketType.SERVICE_MESSAGE).text(text).packet();
            case TsguPacket.ReauthMessage(long context) ->
                new PacketWriter(PacketType.REAUTH_MESSAGE).wide(context).packet();
            case TsguPacket.KeepAlive() -> new PacketWriter(PacketType.KEEPALIVE).packet();
            case TsguPacket.CloseChannel(int status) ->
                new PacketWriter(PacketType.CLOSE_CHANNEL).number(status).packet();
            case TsguPacket.CloseChannelResponse(int status) ->
                new PacketWriter(PacketType.CLOSE_CHANNEL_RESPONSE)
                        .number(status)
                        .packet();
            case TsguPacket.Unknown unknown ->
                throw new IllegalArgumentException("packet of type " + unknown.type() + " (expected: a known one)");
        };
    }

    private static byte[] encode(TsguPacket.TunnelCreate create) {
        int fields = (create.paaCookie().isPresent() ? FieldsPresent.PAA_COOKIE : 0)
                | (create.reauthTunnelContext().isPresent() ? FieldsPresent.REAUTH : 0);
        PacketWriter out = new PacketWriter(PacketType.TUNNEL_CREATE)
                .number(create.capabilities())
                .fields(fields);
        create.reauthTunnelContext().ifPresent(out::wide);
        create.paaCookie().ifPresent(out::blob);
        return out.packet();
    }

    private static byte[] encode(TsguPacket.TunnelResponse response) {
        int fields = (response.tunnelId().isPresent() ? FieldsPresent.TUNNEL_ID : 0)
                | (response.capabilities().isPresent() ? FieldsPresent.CAPABILITIES : 0)
                | (response.consentMessage().isPresent() ? FieldsPresent.CONSENT : 0);
        PacketWriter out = new PacketWriter(PacketType.TUNNEL_RESPONSE)
                .word(response.serverVersion())
                .number(response.statusCode())
                .fields(fields);
        response.tunnelId().ifPresent(out::number);
        response.capabilities().ifPresent(out::number);
        response.consentMessage().ifPresent(out::text);
        return out.packet();
    }

    private static byte[] encode(TsguPacket.TunnelAuthResponse response) {
        int fields = (response.redirectionFlags().isPresent() ? FieldsPresent.REDIRECTIONS : 0)
                | (response.idleTimeout().isPresent() ? FieldsPresent.IDLE : 0)
                | (response.sohResponse().isPresent() ? FieldsPresent.SOH_RESPONSE : 0);
        PacketWriter out = new PacketWriter(PacketType.TUNNEL_AUTH_RESPONSE)
                .number(response.errorCode())
                .fields(fields);
        response.redirectionFlags().ifPresent(out::number);
        response.idleTimeout().ifPresent(out::number);
        response.sohResponse().ifPresent(out::blob);
        return out.packet();
    }

    private static byte[] encode(TsguPacket.ChannelCreate create) {
        PacketWriter out = new PacketWriter(PacketType.CHANNEL_CREATE)
                .octet(create.resources().size())
                .octet(create.alternateResources().size())
                .word(create.port())
                .word(create.protocol());
        create.resources().forEach(out::text);
        create.alternateResources().forEach(out::text);
        return out.packet();
    }
}
