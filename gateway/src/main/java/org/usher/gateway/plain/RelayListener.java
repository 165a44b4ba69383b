package org.usher.gateway.plain;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.usher.gateway.GatewayException;
import org.usher.gateway.edge.Admission;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.transport.Transport;

/** The relay port. */
public final class RelayListener implements AutoCloseable {

    private final RelayDoor door;
    private final Admission admission;
    private final Channel listener;

    /**
     * Opens the port.
     *
     * @param admission counts connections together with those of the public port
     * @throws GatewayException when that is not possible
     */
    public RelayListener(Transport transport, InetSocketAddress address, RelayDoor door, Admission admission)
            throws GatewayException {
        this.door = door;
        this.admission = admission;
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
                    "relay-port: cannot listen on " + address + ": "
                            + (binding.cause() == null ? null : binding.cause().getMessage())
                            + " (expected: a free port)",
                    binding.cause());
        }
        this.listener = binding.channel();
    }

    private void accept(Channel channel) {
        // Gone already, when it has no address any more.
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            channel.close();
            return;
        }
        InetAddress client = remote.getAddress();
        Optional<Admission.Refused> refused = admission.admit(channel, client);
        if (refused.isPresent()) {
            door.metrics().connectionRefused(refused.get().code());
            channel.close();
            return;
        }
        Deadline deadline = new Deadline();
        channel.pipeline().addLast(deadline, new RelayOpening(door, deadline, remote));
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
