package org.usher.gateway.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.usher.gateway.GatewayException;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.transport.Transport;

/** The public port. */
public final class EdgeListener implements AutoCloseable {

    private final EdgeServices services;
    private final PublicCertificate certificate;
    private final Admission admission;
    private final Channel listener;

    /**
     * Opens the port.
     *
     * @throws GatewayException when that is not possible
     */
    public EdgeListener(
            Transport transport,
            InetSocketAddress address,
            EdgeServices services,
            PublicCertificate certificate,
            Admission admission)
            throws GatewayException {
        this.services = services;
        this.certificate = certificate;
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
                    "cannot listen on " + address + ": " + reason(binding)
                            + " (expected: a free port, and an address of this machine)",
                    binding.cause());
        }
        this.listener = binding.channel();
    }

    private static String reason(Future<?> binding) {
        return String.valueOf(binding.cause() == null ? null : binding.cause().getMessage());
    }

    private void accept(Channel channel) {
        // Gone already, when it has no address any more.
        InetAddress client = channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        if (client == null) {
            channel.close();
            return;
        }
        Optional<Admission.Refused> refused = admission.admit(channel, client);
        if (refused.isPresent()) {
            services.metrics().connectionRefused(refused.get().code());
            channel.close();
            return;
        }
        Deadline deadline = new Deadline();
        ResponseEncoder encoder = new ResponseEncoder();
        channel.pipeline()
                .addLast(
                        certificate.handler(channel.alloc()),
                        deadline,
                        new RequestDecoder(),
                        encoder,
                        new EdgeConnection(services, client, deadline, encoder));
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
