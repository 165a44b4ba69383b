package org.usher.gateway.edge;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import org.usher.gateway.port.ClientPort;
import org.usher.relay.deadline.Deadline;

/** Takes up connections of the public port: TLS, and then HTTP. */
public final class EdgeDoor implements ClientPort.Door {

    private final EdgeServices services;
    private final PublicCertificate certificate;

    public EdgeDoor(EdgeServices services, PublicCertificate certificate) {
        this.services = services;
        this.certificate = certificate;
    }

    @Override
    public void begin(Channel channel, InetSocketAddress client) {
        Deadline deadline = new Deadline();
        ResponseEncoder encoder = new ResponseEncoder();
        channel.pipeline()
                .addLast(
                        certificate.handler(channel.alloc()),
                        deadline,
                        new RequestDecoder(),
                        encoder,
                        new EdgeConnection(services, client.getAddress(), deadline, encoder));
    }
}
