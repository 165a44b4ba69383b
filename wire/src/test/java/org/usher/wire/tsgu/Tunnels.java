package org.usher.wire.tsgu;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.usher.wire.Octets;

/** Every state of a tunnel, and every event, by a short name. */
final class Tunnels {

    static final Destination DESTINATION = new Destination("host.example", 3389);

    private Tunnels() {}

    /** Every state, for a client that offered everything. */
    static Map<String, TunnelState> states() {
        return states(Capability.SERVED);
    }

    static TunnelState state(String name) {
        return Objects.requireNonNull(states().get(name), name);
    }

    static TunnelEvent event(String name) {
        return Objects.requireNonNull(events().get(name), name);
    }

    static Map<String, TunnelState> states(int capabilities) {
        TunnelState.Terms terms = new TunnelState.Terms(capabilities, DESTINATION, Redirections.ALL, 30);
        Map<String, TunnelState> states = new LinkedHashMap<>();
        states.put("I", ServerTunnel.initial());
        states.put("H", new TunnelState.Handshaken());
        states.put("T", new TunnelState.CheckingTicket(capabilities));
        states.put("C", new TunnelState.Created(terms));
        states.put("A", new TunnelState.Authorized(terms));
        states.put("D", new TunnelState.Dialling(terms));
        states.put("O", new TunnelState.Open(terms));
        states.put("X", new TunnelState.Closing());
        states.put("Z", new TunnelState.Closed());
        return states;
    }

    static Map<String, TunnelEvent> events() {
        Map<String, TunnelEvent> events = new LinkedHashMap<>();
        packets().forEach((name, packet) -> events.put(name, new TunnelEvent.Received(packet)));
        events.put("broken", new TunnelEvent.Broken());
        events.put("accepted", accepted(Duration.ofMinutes(30)));
        for (TunnelEvent.TicketFault fault : TunnelEvent.TicketFault.values()) {
            events.put("ticket-" + fault, new TunnelEvent.TicketRefused(fault));
        }
        events.put("dialled", new TunnelEvent.Dialled());
        for (TunnelEvent.DialFault fault : TunnelEvent.DialFault.values()) {
            events.put("dial-" + fault, new TunnelEvent.DialFailed(fault));
        }
        events.put("target-ended", new TunnelEvent.TargetEnded());
        events.put("quiet", new TunnelEvent.Quiet());
        events.put("announced", new TunnelEvent.Announced("At six we close."));
        for (TunnelEvent.Limit limit : TunnelEvent.Limit.values()) {
            events.put("time-" + limit, new TunnelEvent.TimeUp(limit));
        }
        events.put("stopped", new TunnelEvent.Stopped());
        events.put("close-overdue", new TunnelEvent.CloseOverdue());
        events.put("client-gone", new TunnelEvent.ClientGone());
        return events;
    }

    private static Map<String, TsguPacket> packets() {
        Map<String, TsguPacket> packets = new LinkedHashMap<>();
        packets.put("handshake", new TsguPacket.HandshakeRequest(1, 0, 0, ExtendedAuthType.PAA));
        packets.put(
                "handshake-any",
                new TsguPacket.HandshakeRequest(
                        1, 0, 0, ExtendedAuthType.SMART_CARD | ExtendedAuthType.PAA | ExtendedAuthType.SSPI_NTLM));
        packets.put("handshake-none", new TsguPacket.HandshakeRequest(1, 0, 0, ExtendedAuthType.NONE));
        packets.put("handshake-ntlm", new TsguPacket.HandshakeRequest(1, 0, 0, ExtendedAuthType.SSPI_NTLM));
        packets.put("handshake-v2", new TsguPacket.HandshakeRequest(2, 0, 0, ExtendedAuthType.PAA));
        packets.put("handshake-response", new TsguPacket.HandshakeResponse(0, 1, 0, 0, ExtendedAuthType.PAA));
        packets.put("extended-auth", new TsguPacket.ExtendedAuth(0, Octets.of(new byte[] {1})));
        packets.put("tunnel-create", tunnelCreate("ticket\0"));
        packets.put("tunnel-create-bare", new TsguPacket.TunnelCreate(0x3f, OptionalLong.empty(), Optional.empty()));
        packets.put(
                "tunnel-create-again",
                new TsguPacket.TunnelCreate(
                        0x3f, OptionalLong.of(10), Optional.of(TsguCodecBytesTest.utf16("ticket\0"))));
        packets.put(
                "tunnel-response",
                new TsguPacket.TunnelResponse(0, 0, OptionalInt.of(1), OptionalInt.of(2), Optional.empty()));
        packets.put("tunnel-auth", new TsguPacket.TunnelAuth("vm", Optional.empty()));
        packets.put(
                "tunnel-auth-response",
                new TsguPacket.TunnelAuthResponse(0, OptionalInt.empty(), OptionalInt.empty(), Optional.empty()));
        packets.put("channel-create", channelCreate("host.example", 3389, TsguPacket.ChannelCreate.RDP));
        packets.put("channel-create-elsewhere", channelCreate("127.0.0.1", 3389, TsguPacket.ChannelCreate.RDP));
        packets.put("channel-create-v4", channelCreate("host.example", 3389, 4));
        packets.put("channel-response", new TsguPacket.ChannelResponse(0, OptionalInt.of(1)));
        packets.put("data", new TsguPacket.Data(ByteBuffer.wrap(new byte[] {1, 2, 3})));
        packets.put("service-message", new TsguPacket.ServiceMessage("x"));
        packets.put("reauth-message", new TsguPacket.ReauthMessage(1));
        packets.put("keep-alive", new TsguPacket.KeepAlive());
        packets.put("unknown", new TsguPacket.Unknown(0xe, 8));
        packets.put("close", new TsguPacket.CloseChannel(0));
        packets.put("close-response", new TsguPacket.CloseChannelResponse(0));
        return packets;
    }

    static TsguPacket tunnelCreate(String cookie) {
        return new TsguPacket.TunnelCreate(0x3f, OptionalLong.empty(), Optional.of(TsguCodecBytesTest.utf16(cookie)));
    }

    static TsguPacket channelCreate(String name, int port, int protocol) {
        return new TsguPacket.ChannelCreate(List.of(name), List.of(), port, protocol);
    }

    static TunnelEvent accepted(Duration idle) {
        return new TunnelEvent.TicketAccepted(10, DESTINATION, Redirections.ALL, idle);
    }
}
