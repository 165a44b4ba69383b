package org.usher.dist.bench.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import org.usher.dist.bench.paper.PaperFarm;
import org.usher.link.identity.FarmTrust;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentRole;

/** In place of many RDP clients, each with an address of its own. No TLS session is taken up again: every handshake is whole. */
public final class TunnelClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PER_NETWORK = 250;

    private final Transport transport;
    private final TlsContext tls;

    public TunnelClient(PaperFarm farm, Transport transport) {
        this.transport = transport;
        this.tls = TlsContext.client(
                new FarmTrust(farm.authority(), peer -> peer.role() == ComponentRole.GATEWAY),
                TlsContext.Versions.TLS_12_AND_13,
                "http/1.1");
    }

    /**
     * Opens a tunnel, and returns at once.
     *
     * @param port the relay's on the loopback
     * @param client which of the clients, from 0 on
     */
    public Tunnel open(int port, int client, Carrier carrier, Tunnel.Pass pass, TunnelUser user) {
        EventLoop loop = transport.loops().next();
        InetSocketAddress from = new InetSocketAddress(address(client), 0);
        Tunnel tunnel = new Tunnel(carrier, pass, user);
        String id = UUID.randomUUID().toString();
        Link link = switch (carrier) {
            case TLS -> new Link.Bare(tunnel);
            case WEB_SOCKET -> new Link.Socket(tunnel, id);
            case TWO_CHANNELS ->
                // As a task of its own: begun while the loop looks after its sockets, a connection is now and
                // then looked after itself before it is dialled, and lost.
                new Link.Out(
                        tunnel,
                        id,
                        () -> loop.execute(() -> connect(loop, port, from, tunnel, new Link.In(tunnel, id))));
        };
        loop.execute(() -> connect(loop, port, from, tunnel, link));
        return tunnel;
    }

    private void connect(EventLoop loop, int port, InetSocketAddress from, Tunnel tunnel, Link link) {
        ChannelFuture connecting = transport
                .tcpClient(loop, PATIENCE)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(tls.handler(channel.alloc(), PATIENCE), link);
                    }
                })
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), from);
        tunnel.add(connecting.channel());
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                // Not before: to read a socket that is not connected is an error.
                connecting.channel().config().setAutoRead(true);
            } else {
                tunnel.end("no connection: " + done.cause());
            }
        });
    }

    /** Some 60,000 clients have each their own address of the loopback. */
    private static InetAddress address(int client) {
        return InetAddress.ofLiteral("127.1." + client / PER_NETWORK % PER_NETWORK + "." + (1 + client % PER_NETWORK));
    }

    @Override
    public void close() {
        tls.close();
    }
}
