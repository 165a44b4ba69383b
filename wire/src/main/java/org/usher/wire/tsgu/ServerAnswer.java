package org.usher.wire.tsgu;

import java.util.Optional;
import java.util.OptionalInt;
import org.usher.wire.Octets;

/**
 * The packets with which a server answers, each in the form that its client waits for.
 *
 * <p>INVARIANT: none of them has an optional field, for they say no, or have none.
 */
final class ServerAnswer {

    static final int VERSION_MAJOR = 1;
    static final int VERSION_MINOR = 0;
    static final int SERVER_VERSION = 0;

    private ServerAnswer() {}

    /** The packet that the client waits for in this state, saying no. */
    static TsguPacket due(TunnelState state, ReturnCode code) {
        return switch (state) {
            case TunnelState.Initial initial -> handshake(code);
            case TunnelState.Handshaken handshaken -> tunnel(code);
            case TunnelState.CheckingTicket checking -> tunnel(code);
            case TunnelState.Created created -> tunnelAuth(code);
            case TunnelState.Authorized authorized -> channel(code);
            case TunnelState.Dialling dialling -> channel(code);
            case TunnelState.Open open -> close(code);
            case TunnelState.Closing closing -> close(code);
            case TunnelState.Closed closed -> close(code);
        };
    }

    /** The answer that belongs to a packet in the wrong state. */
    static TsguPacket to(TsguPacket packet) {
        ReturnCode code = ReturnCode.E_PROXY_INTERNALERROR;
        return switch (packet) {
            case TsguPacket.HandshakeRequest request -> handshake(code);
            case TsguPacket.ExtendedAuth auth ->
                new TsguPacket.ExtendedAuth(
                        ReturnCode.E_PROXY_UNSUPPORTED_AUTHENTICATION_METHOD.hresult(), Octets.of(new byte[0]));
            case TsguPacket.TunnelCreate create -> tunnel(code);
            case TsguPacket.TunnelAuth auth -> tunnelAuth(code);
            case TsguPacket.ChannelCreate create -> channel(code);
            case TsguPacket.CloseChannel close -> closeResponse(code);
            case TsguPacket.HandshakeResponse noQuestion -> close(code);
            case TsguPacket.TunnelResponse noQuestion -> close(code);
            case TsguPacket.TunnelAuthResponse noQuestion -> close(code);
            case TsguPacket.ChannelResponse noQuestion -> close(code);
            case TsguPacket.Data noQuestion -> close(code);
            case TsguPacket.ServiceMessage noQuestion -> close(code);
            case TsguPacket.ReauthMessage noQuestion -> close(code);
            case TsguPacket.KeepAlive noQuestion -> close(code);
            case TsguPacket.Unknown noQuestion -> close(code);
            case TsguPacket.CloseChannelResponse noQuestion -> close(code);
        };
    }

    static TsguPacket handshake(ReturnCode code) {
        return new TsguPacket.HandshakeResponse(
                code.hresult(), VERSION_MAJOR, VERSION_MINOR, SERVER_VERSION, ExtendedAuthType.PAA);
    }

    static TsguPacket tunnel(ReturnCode code) {
        return new TsguPacket.TunnelResponse(
                SERVER_VERSION, code.hresult(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    static TsguPacket tunnelAuth(ReturnCode code) {
        return new TsguPacket.TunnelAuthResponse(
                code.hresult(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    static TsguPacket channel(ReturnCode code) {
        return new TsguPacket.ChannelResponse(code.hresult(), OptionalInt.empty());
    }

    static TsguPacket closeResponse(ReturnCode code) {
        return new TsguPacket.CloseChannelResponse(code.closeStatus());
    }

    static TsguPacket close(ReturnCode code) {
        return new TsguPacket.CloseChannel(code.closeStatus());
    }
}
