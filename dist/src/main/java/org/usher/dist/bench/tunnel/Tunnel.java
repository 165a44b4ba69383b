package org.usher.dist.bench.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.usher.wire.Octets;
import org.usher.wire.tsgu.TsguPacket;

/**
 * An RDP client's side of one tunnel (MS-TSGU 3.5), as stock clients go through it: each packet waits for the answer to the
 * one before. Lives on one event loop.
 */
public final class Tunnel implements ServerPackets.Taker {

    private static final int PAA = 2;

    /** What FreeRDP can do: health, consent, messages. */
    private static final int CAPABILITIES = 0x0d;

    private final Carrier carrier;
    private final Pass pass;
    private final TunnelUser user;
    private final ServerPackets packets = new ServerPackets(this);
    private final List<Channel> channels = new ArrayList<>(2);
    private boolean open;
    private boolean closing;
    private boolean ended;

    /**
     * What opens it.
     *
     * @param ticket the PAA cookie
     * @param hostPort where the ticket's host is on the loopback
     */
    public record Pass(String ticket, int hostPort) {}

    Tunnel(Carrier carrier, Pass pass, TunnelUser user) {
        this.carrier = carrier;
        this.pass = pass;
        this.user = user;
    }

    Carrier carrier() {
        return carrier;
    }

    /** A connection to the relay; the last one is that which is written to. */
    void add(Channel channel) {
        channels.add(channel);
    }

    /** Where to write: what {@link Carrier#data} made. */
    public Channel channel() {
        return channels.getLast();
    }

    /** The TLS version and cipher suite of each connection. */
    public List<String> protections() {
        return channels.stream()
                .map(channel ->
                        channel.pipeline().get(SslHandler.class).engine().getSession())
                .map(session -> session.getProtocol() + " " + session.getCipherSuite())
                .toList();
    }

    /** The relay can be talked to. */
    void ready() {
        if (carrier == Carrier.TLS) {
            open = true;
            user.opened(this);
        } else {
            send(new TsguPacket.HandshakeRequest(1, 0, 0, PAA));
        }
    }

    /** Bytes of packets, or for the peer of the connection itself. */
    void take(ByteBuf bytes) {
        if (ended || (closing && carrier == Carrier.TLS)) {
            return;
        }
        if (carrier == Carrier.TLS) {
            data(bytes);
        } else {
            packets.take(bytes);
        }
    }

    @Override
    public void data(ByteBuf bytes) {
        if (!closing) {
            user.received(this, bytes);
        }
    }

    @Override
    public void packet(TsguPacket packet) {
        switch (packet) {
            case TsguPacket.HandshakeResponse answer
            when succeeded("handshake", answer.errorCode()) -> {
                // With the terminator that every client sends.
                byte[] cookie = (pass.ticket() + '\0').getBytes(StandardCharsets.UTF_16LE);
                send(new TsguPacket.TunnelCreate(CAPABILITIES, OptionalLong.empty(), Optional.of(Octets.of(cookie))));
            }
            case TsguPacket.TunnelResponse answer
            when succeeded("tunnel", answer.statusCode()) -> send(new TsguPacket.TunnelAuth("bench", Optional.empty()));
            case TsguPacket.TunnelAuthResponse answer
            when succeeded("tunnel authorisation", answer.errorCode()) ->
                send(new TsguPacket.ChannelCreate(
                        List.of("127.0.0.1"), List.of(), pass.hostPort(), TsguPacket.ChannelCreate.RDP));
            case TsguPacket.ChannelResponse answer
            when succeeded("channel", answer.errorCode()) -> {
                open = true;
                user.opened(this);
            }
            case TsguPacket.CloseChannel close -> end("the gateway has closed the channel: " + close.statusCode());
            case TsguPacket.CloseChannelResponse heard -> end("closed");
            case TsguPacket.KeepAlive alive -> {}
            case TsguPacket other -> end("not foreseen, or refused: " + other);
        }
    }

    private boolean succeeded(String what, int code) {
        if (code != 0) {
            end(what + " was refused: 0x" + Integer.toHexString(code));
        }
        return code == 0;
    }

    private void send(TsguPacket packet) {
        if (!ended) {
            channel().writeAndFlush(carrier.packet(packet), channel().voidPromise());
        }
    }

    void writable() {
        if (open && !ended) {
            user.writable(this);
        }
    }

    /** Ends it as a client does that has had enough. On its event loop. */
    public void close() {
        if (open && !closing && carrier != Carrier.TLS) {
            closing = true;
            send(new TsguPacket.CloseChannel(0));
        } else {
            end("closed");
        }
    }

    /** It is over. */
    void end(String why) {
        if (!ended) {
            ended = true;
            channels.forEach(Channel::close);
            user.ended(this, why);
        }
    }
}
