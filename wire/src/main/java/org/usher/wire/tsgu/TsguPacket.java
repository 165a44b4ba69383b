package org.usher.wire.tsgu;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.usher.wire.Octets;

/**
 * One packet of the tunnel (MS-TSGU 2.2.10). Texts stand without the terminator that they have on the wire; unsigned numbers
 * of 32 bits are in an {@code int} of the same bits.
 */
public sealed interface TsguPacket {

    /**
     * The client's first: HTTP_HANDSHAKE_REQUEST_PACKET (2.2.10.10).
     *
     * @param versionMajor 1
     * @param versionMinor 0
     * @param clientVersion 0
     * @param extendedAuth what the client offers, {@link ExtendedAuthType}
     */
    record HandshakeRequest(int versionMajor, int versionMinor, int clientVersion, int extendedAuth)
            implements TsguPacket {}

    /**
     * HTTP_HANDSHAKE_RESPONSE_PACKET (2.2.10.11).
     *
     * @param errorCode an HRESULT
     * @param versionMajor 1; some clients take nothing else here and in the next two
     * @param versionMinor 0
     * @param serverVersion 0
     * @param extendedAuth what the server takes, {@link ExtendedAuthType}
     */
    record HandshakeResponse(int errorCode, int versionMajor, int versionMinor, int serverVersion, int extendedAuth)
            implements TsguPacket {}

    /**
     * NTLM in packets, either way: HTTP_EXTENDED_AUTH_PACKET (2.2.10.7).
     *
     * @param errorCode an HRESULT
     */
    record ExtendedAuth(int errorCode, Octets blob) implements TsguPacket {}

    /**
     * HTTP_TUNNEL_PACKET (2.2.10.18) with its optional fields (2.2.10.19).
     *
     * @param capabilities what the client can do, {@link Capability}
     * @param reauthTunnelContext the tunnel to authenticate again
     * @param paaCookie the ticket, as bytes: what they should be is not the codec's to say
     */
    record TunnelCreate(int capabilities, OptionalLong reauthTunnelContext, Optional<Octets> paaCookie)
            implements TsguPacket {}

    /**
     * HTTP_TUNNEL_RESPONSE (2.2.10.20) with its optional fields (2.2.10.21). There is no room for the nonce of a statement of
     * health: clients disagree on how long it is.
     *
     * @param statusCode an HRESULT
     * @param tunnelId not 0
     * @param capabilities what both ends can do, {@link Capability}
     * @param consentMessage what the user must agree to first
     */
    record TunnelResponse(
            int serverVersion,
            int statusCode,
            OptionalInt tunnelId,
            OptionalInt capabilities,
            Optional<String> consentMessage)
            implements TsguPacket {
        public TunnelResponse {
            consentMessage.ifPresent(TsguPacket::requireText);
        }
    }

    /**
     * HTTP_TUNNEL_AUTH_PACKET (2.2.10.14) with its optional field (2.2.10.15).
     *
     * @param clientName what the client's machine calls itself; proves nothing
     */
    record TunnelAuth(String clientName, Optional<Octets> statementOfHealth) implements TsguPacket {
        public TunnelAuth {
            requireText(clientName);
        }
    }

    /**
     * HTTP_TUNNEL_AUTH_RESPONSE (2.2.10.16) with its optional fields (2.2.10.17).
     *
     * @param errorCode an HRESULT
     * @param redirectionFlags {@link Redirections#flags}
     * @param idleTimeout in minutes, 0 for none
     */
    record TunnelAuthResponse(
            int errorCode, OptionalInt redirectionFlags, OptionalInt idleTimeout, Optional<Octets> sohResponse)
            implements TsguPacket {}

    /**
     * HTTP_CHANNEL_PACKET (2.2.10.2) with its names (2.2.10.3): where the client wants to go.
     *
     * @param resources 1 to {@link #MAX_RESOURCES} names
     * @param alternateResources up to {@link #MAX_ALTERNATES} more
     * @param port for all of them
     * @param protocol {@link #RDP}
     */
    record ChannelCreate(List<String> resources, List<String> alternateResources, int port, int protocol)
            implements TsguPacket {

        /** The most names. */
        public static final int MAX_RESOURCES = 50;

        /** The most alternate names. */
        public static final int MAX_ALTERNATES = 3;

        /** The only protocol there is. */
        public static final int RDP = 3;

        public ChannelCreate {
            resources = List.copyOf(resources);
            alternateResources = List.copyOf(alternateResources);
            if (resources.isEmpty() || resources.size() > MAX_RESOURCES || alternateResources.size() > MAX_ALTERNATES) {
                throw new IllegalArgumentException("names: " + resources.size() + " and " + alternateResources.size()
                        + " (expected: 1 to " + MAX_RESOURCES + " and up to " + MAX_ALTERNATES + ")");
            }
            resources.forEach(TsguPacket::requireText);
            alternateResources.forEach(TsguPacket::requireText);
        }
    }

    /**
     * HTTP_CHANNEL_RESPONSE (2.2.10.4) with its optional field (2.2.10.5). The other two that the specification has, a UDP
     * port and a cookie for it, are not here: clients disagree on which bit means which.
     *
     * @param errorCode an HRESULT
     * @param channelId not 0
     */
    record ChannelResponse(int errorCode, OptionalInt channelId) implements TsguPacket {}

    /**
     * Bytes of the RDP connection, either way: HTTP_DATA_PACKET (2.2.10.6).
     *
     * @param bytes up to {@link TsguCodec#MAX_DATA} of them, between position and limit
     */
    record Data(ByteBuffer bytes) implements TsguPacket {
        public Data {
            if (bytes.remaining() > TsguCodec.MAX_DATA) {
                throw new IllegalArgumentException(
                        "data of " + bytes.remaining() + " bytes (expected: at most " + TsguCodec.MAX_DATA + ")");
            }
        }
    }

    /** Something for the user to read: HTTP_SERVICE_MESSAGE (2.2.10.13). */
    record ServiceMessage(String text) implements TsguPacket {
        public ServiceMessage {
            requireText(text);
        }
    }

    /** The client is to authenticate again: HTTP_REAUTH_MESSAGE (2.2.10.12). */
    record ReauthMessage(long reauthTunnelContext) implements TsguPacket {}

    /** A sign of life, either way: HTTP_KEEPALIVE_PACKET (2.2.10.8). INVARIANT: never answered. */
    record KeepAlive() implements TsguPacket {}

    /**
     * The end, either way: HTTP_CLOSE_PACKET (2.2.10.23).
     *
     * @param statusCode {@link ReturnCode#closeStatus}
     */
    record CloseChannel(int statusCode) implements TsguPacket {}

    /**
     * The answer to {@link CloseChannel}, of the same form (2.2.10.23).
     *
     * @param statusCode {@link ReturnCode#closeStatus}
     */
    record CloseChannelResponse(int statusCode) implements TsguPacket {}

    /**
     * A type that the specification does not have. To be skipped.
     *
     * @param length of the whole packet, in bytes
     */
    record Unknown(int type, int length) implements TsguPacket {}

    private static void requireText(String text) {
        // The wire does not tell such a one from a text with its terminator.
        if (text.endsWith("\0")) {
            throw new IllegalArgumentException(
                    "text of " + text.length() + " characters (expected: no NUL at its end)");
        }
    }
}
