package org.usher.gateway.port;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.usher.gateway.GatewayException;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.relay.transport.Transport;

/** A port that clients reach. */
public final class ClientPort implements AutoCloseable {

    /** Who takes connections up. */
    @FunctionalInterface
    public interface Door {

        /** A connection begins: the handlers go into its pipeline, which is empty. */
        void begin(Channel channel, InetSocketAddress client);
    }

    private final Admission admission;
    private final GatewayMetrics metrics;
    private final Door door;
    private final Channel listener;

    /**
     * Opens the port.
     *
     * @param admission counts connections, together with those of other ports that have the same one
     * @throws GatewayException when that is not possible
     */
    public ClientPort(
            Transport transport, InetSocketAddress address, Admission admission, GatewayMetrics metrics, Door door)
            throws GatewayException {
        this.admission = admission;
        this.metrics = metrics;
        this.door = door;
        var binding = transport
                .tcpServer()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new GatewayException(
                    "cannot listen on " + address + ": "
                            + (binding.cause() == null ? null : binding.cause().getMessage())
                            + " (expected: a free port, and an address of this machine)",
                    binding.cause());
        }
        this.listener = binding.channel();
    }

    private void accept(Channel channel) {
        // Gone already, when it has no address any more.
        if (!(channel.remoteAddress() instanceof InetSocketAddress client)) {
            channel.close();
            return;
        }
        Optional<Admission.Refused> refused = admission.admit(channel, client.getAddress());
        if (refused.isPresent()) {
            metrics.connectionRefused(refused.get().code());
            channel.close();
            return;
        }
        door.begin(channel, client);
    }

    /** The port that was opened. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Accepts nobody any more; those who are there stay. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
    }
}
