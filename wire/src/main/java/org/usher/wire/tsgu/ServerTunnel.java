package org.usher.wire.tsgu;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.usher.wire.Octets;
import org.usher.wire.tsgu.TunnelEvent.Limit;
import org.usher.wire.tsgu.TunnelState.Terms;

/**
 * The server's side of one tunnel (MS-TSGU 3.7): what state follows on what happened, and what is to be done.
 *
 * <p>INVARIANT: whatever is not foreseen is refused, with the answer that belongs to the packet, and the tunnel closed.
 */
public final class ServerTunnel {

    /** The only channel of a tunnel. Windows clients need a number other than 0. */
    static final int CHANNEL_ID = 1;

    private ServerTunnel() {}

    /**
     * What follows.
     *
     * @param effects to be carried out in this order
     */
    public record Step(TunnelState state, List<TunnelEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /** Where every tunnel begins. */
    public static TunnelState initial() {
        return new TunnelState.Initial();
    }

    /**
     * The longest packet that a driver has to wait for in this state, in bytes. Before there is a channel nobody has long
     * packets to send, and a stranger is not to make a gateway gather much.
     */
    public static int longestPacket(TunnelState state) {
        return switch (state) {
            case TunnelState.Initial initial -> TsguCodec.MAX_CONTROL;
            case TunnelState.Handshaken handshaken -> TsguCodec.MAX_CONTROL;
            case TunnelState.CheckingTicket checking -> TsguCodec.MAX_CONTROL;
            case TunnelState.Created created -> TsguCodec.MAX_CONTROL;
            case TunnelState.Authorized authorized -> TsguCodec.MAX_CONTROL;
            case TunnelState.Dialling dialling -> TsguCodec.MAX_CONTROL;
            case TunnelState.Open open -> TsguCodec.MAX_PACKET;
            case TunnelState.Closing closing -> TsguCodec.MAX_PACKET;
            case TunnelState.Closed closed -> TsguCodec.MAX_PACKET;
        };
    }

    /** What follows when {@code event} happens in {@code state}. */
    public static Step step(TunnelState state, TunnelEvent event) {
        if (state instanceof TunnelState.Closed) {
            return stay(state);
        }
        return state instanceof TunnelState.Closing ? closing(state, event) : live(state, event);
    }

    private static Step live(TunnelState state, TunnelEvent event) {
        return switch (event) {
            case TunnelEvent.Received(TsguPacket packet) -> received(state, packet);
            case TunnelEvent.Broken() -> refuse(ServerAnswer.due(state, codeForBroken(state)));
            case TunnelEvent.TicketAccepted accepted -> accepted(state, accepted);
            case TunnelEvent.TicketRefused(TunnelEvent.TicketFault fault) ->
                state instanceof TunnelState.CheckingTicket
                        ? refuse(ServerAnswer.tunnel(fault.code()))
                        : unforeseen(state);
            case TunnelEvent.Dialled() -> dialled(state);
            case TunnelEvent.DialFailed(TunnelEvent.DialFault fault) ->
                state instanceof TunnelState.Dialling ? refuse(ServerAnswer.channel(fault.code())) : unforeseen(state);
            case TunnelEvent.TargetEnded() ->
                state instanceof TunnelState.Open ? end(ReturnCode.ERROR_SUCCESS) : unforeseen(state);
            case TunnelEvent.Quiet() ->
                state instanceof TunnelState.Open ? stay(state, new TsguPacket.KeepAlive()) : stay(state);
            case TunnelEvent.Announced(String text) ->
                state instanceof TunnelState.Open(Terms terms) && terms.agreed(Capability.MESSAGING_SERVICE_MSG)
                        ? stay(state, new TsguPacket.ServiceMessage(text))
                        : stay(state);
            case TunnelEvent.TimeUp(Limit limit) -> timeUp(state, limit);
            case TunnelEvent.Stopped() ->
                state instanceof TunnelState.Open
                        ? end(ReturnCode.ERROR_GRACEFUL_DISCONNECT)
                        : refuse(ServerAnswer.due(state, ReturnCode.ERROR_GRACEFUL_DISCONNECT));
            case TunnelEvent.CloseOverdue() -> unforeseen(state);
            case TunnelEvent.ClientGone() -> close();
        };
    }

    private static Step closing(TunnelState state, TunnelEvent event) {
        return switch (event) {
            case TunnelEvent.Received(TsguPacket packet)
            when packet instanceof TsguPacket.CloseChannelResponse -> close();
            // Both ended it at once: the client's word counts (MS-TSGU 3.3.5.5).
            case TunnelEvent.Received(TsguPacket packet)
            when packet instanceof TsguPacket.CloseChannel ->
                refuse(ServerAnswer.closeResponse(ReturnCode.ERROR_SUCCESS));
            case TunnelEvent.CloseOverdue overdue -> close();
            case TunnelEvent.ClientGone gone -> close();
            case TunnelEvent.Broken broken -> close();
            // On their way before the client heard, or before the driver did.
            case TunnelEvent.Received late -> stay(state);
            case TunnelEvent.TicketAccepted late -> stay(state);
            case TunnelEvent.TicketRefused late -> stay(state);
            case TunnelEvent.Dialled late -> stay(state);
            case TunnelEvent.DialFailed late -> stay(state);
            case TunnelEvent.TargetEnded late -> stay(state);
            case TunnelEvent.Quiet late -> stay(state);
            case TunnelEvent.Announced late -> stay(state);
            case TunnelEvent.TimeUp late -> stay(state);
            case TunnelEvent.Stopped late -> stay(state);
        };
    }

    private static Step received(TunnelState state, TsguPacket packet) {
        if (state instanceof TunnelState.Initial) {
            return packet instanceof TsguPacket.HandshakeRequest request
                    ? handshake(request)
                    : refuse(ServerAnswer.to(packet));
        }
        return switch (packet) {
            case TsguPacket.TunnelCreate create when state instanceof TunnelState.Handshaken -> tunnelCreate(create);
            case TsguPacket.TunnelAuth auth
            when state instanceof TunnelState.Created(Terms terms) ->
                // The name in it proves nothing, so nothing depends on it.
                new Step(new TunnelState.Authorized(terms), send(authorisation(terms)));
            case TsguPacket.ChannelCreate create
            when state instanceof TunnelState.Authorized(Terms terms) -> channelCreate(terms, create);
            case TsguPacket.Data data
            when state instanceof TunnelState.Open -> new Step(state, List.of(new TunnelEffect.Forward(data.bytes())));
            // INVARIANT: not answered. FreeRDP answers each of ours, and two that answer never end.
            case TsguPacket.KeepAlive alive -> stay(state);
            case TsguPacket.Unknown unknown -> stay(state);
            case TsguPacket.CloseChannel close -> refuse(ServerAnswer.closeResponse(ReturnCode.ERROR_SUCCESS));
            case TsguPacket.HandshakeRequest wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.HandshakeResponse wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.ExtendedAuth wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.TunnelCreate wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.TunnelResponse wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.TunnelAuth wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.TunnelAuthResponse wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.ChannelCreate wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.ChannelResponse wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.Data wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.ServiceMessage wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.ReauthMessage wrong -> refuse(ServerAnswer.to(wrong));
            case TsguPacket.CloseChannelResponse wrong -> refuse(ServerAnswer.to(wrong));
        };
    }

    private static Step handshake(TsguPacket.HandshakeRequest request) {
        if (request.versionMajor() != ServerAnswer.VERSION_MAJOR) {
            return refuse(ServerAnswer.handshake(ReturnCode.E_PROXY_NOTSUPPORTED));
        }
        if (request.extendedAuth() == ExtendedAuthType.NONE) {
            return refuse(ServerAnswer.handshake(ReturnCode.E_PROXY_CAPABILITYMISMATCH));
        }
        if ((request.extendedAuth() & ExtendedAuthType.PAA) == 0) {
            return refuse(ServerAnswer.handshake(ReturnCode.E_PROXY_UNSUPPORTED_AUTHENTICATION_METHOD));
        }
        return new Step(new TunnelState.Handshaken(), send(ServerAnswer.handshake(ReturnCode.ERROR_SUCCESS)));
    }

    private static Step tunnelCreate(TsguPacket.TunnelCreate create) {
        if (create.reauthTunnelContext().isPresent()) {
            return refuse(ServerAnswer.tunnel(ReturnCode.E_PROXY_REAUTH_AUTHN_FAILED));
        }
        Optional<String> ticket = create.paaCookie().flatMap(ServerTunnel::ticket);
        if (ticket.isEmpty()) {
            return refuse(ServerAnswer.tunnel(ReturnCode.E_PROXY_COOKIE_BADPACKET));
        }
        return new Step(
                new TunnelState.CheckingTicket(create.capabilities() & Capability.SERVED),
                List.of(new TunnelEffect.CheckTicket(ticket.get())));
    }

    /** The ticket in a PAA cookie: UTF-16LE, printable ASCII, with or without a terminator. */
    private static Optional<String> ticket(Octets cookie) {
        if (cookie.length() % 2 != 0) {
            return Optional.empty();
        }
        String text = PacketReader.text(cookie.bytes());
        boolean printable = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return printable ? Optional.of(text) : Optional.empty();
    }

    private static Step accepted(TunnelState state, TunnelEvent.TicketAccepted accepted) {
        if (!(state instanceof TunnelState.CheckingTicket(int capabilities))) {
            return unforeseen(state);
        }
        int minutes = (int) accepted.idle().plusSeconds(59).toMinutes();
        Terms terms = new Terms(capabilities, accepted.destination(), accepted.redirections(), minutes);
        TsguPacket answer = new TsguPacket.TunnelResponse(
                ServerAnswer.SERVER_VERSION,
                ReturnCode.ERROR_SUCCESS.hresult(),
                OptionalInt.of(accepted.tunnelId()),
                OptionalInt.of(capabilities),
                Optional.empty());
        return new Step(new TunnelState.Created(terms), send(answer));
    }

    private static Step channelCreate(Terms terms, TsguPacket.ChannelCreate create) {
        if (create.protocol() != TsguPacket.ChannelCreate.RDP) {
            return refuse(ServerAnswer.channel(ReturnCode.E_PROXY_NOTSUPPORTED));
        }
        boolean named = Stream.concat(create.resources().stream(), create.alternateResources().stream())
                .flatMap(name -> Destination.named(name, create.port()).stream())
                .anyMatch(terms.destination()::equals);
        return named
                ? new Step(new TunnelState.Dialling(terms), List.of(new TunnelEffect.Dial()))
                : refuse(ServerAnswer.channel(ReturnCode.E_PROXY_RAP_ACCESSDENIED));
    }

    private static Step dialled(TunnelState state) {
        if (!(state instanceof TunnelState.Dialling(Terms terms))) {
            return unforeseen(state);
        }
        TsguPacket answer =
                new TsguPacket.ChannelResponse(ReturnCode.ERROR_SUCCESS.hresult(), OptionalInt.of(CHANNEL_ID));
        // INVARIANT: the answer goes before anything of the target's, and both ways are open before the client's next
        // packet.
        return new Step(new TunnelState.Open(terms), List.of(new TunnelEffect.Send(answer), new TunnelEffect.Relay()));
    }

    private static Step timeUp(TunnelState state, Limit limit) {
        if (state instanceof TunnelState.Open(Terms terms)) {
            return switch (limit) {
                case SETUP -> stay(state);
                case IDLE, SESSION ->
                    end(
                            terms.agreed(Capability.IDLE_TIMEOUT)
                                    ? ReturnCode.E_PROXY_SESSIONTIMEOUT
                                    : ReturnCode.ERROR_CONNECTION_ABORTED);
            };
        }
        return refuse(ServerAnswer.due(state, ReturnCode.ERROR_CONNECTION_ABORTED));
    }

    /** Which code belongs to bytes that are no packet: after the handshake they stand where the cookie should. */
    private static ReturnCode codeForBroken(TunnelState state) {
        return state instanceof TunnelState.Handshaken
                ? ReturnCode.E_PROXY_COOKIE_BADPACKET
                : ReturnCode.E_PROXY_INTERNALERROR;
    }

    private static TsguPacket authorisation(Terms terms) {
        return new TsguPacket.TunnelAuthResponse(
                ReturnCode.ERROR_SUCCESS.hresult(),
                OptionalInt.of(terms.redirections().flags()),
                OptionalInt.of(terms.idleMinutes()),
                Optional.empty());
    }

    private static Step unforeseen(TunnelState state) {
        return refuse(ServerAnswer.due(state, ReturnCode.E_PROXY_INTERNALERROR));
    }

    /** The last word, and the end. */
    private static Step refuse(TsguPacket answer) {
        return new Step(new TunnelState.Closed(), List.of(new TunnelEffect.Send(answer), new TunnelEffect.Close()));
    }

    /** The server ends an open tunnel. */
    private static Step end(ReturnCode code) {
        return new Step(
                new TunnelState.Closing(),
                List.of(new TunnelEffect.Send(ServerAnswer.close(code)), new TunnelEffect.AwaitClose()));
    }

    private static Step close() {
        return new Step(new TunnelState.Closed(), List.of(new TunnelEffect.Close()));
    }

    private static Step stay(TunnelState state) {
        return new Step(state, List.of());
    }

    private static Step stay(TunnelState state, TsguPacket packet) {
        return new Step(state, send(packet));
    }

    private static List<TunnelEffect> send(TsguPacket packet) {
        return List.of(new TunnelEffect.Send(packet));
    }
}
