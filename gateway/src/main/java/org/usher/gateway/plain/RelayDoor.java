package org.usher.gateway.plain;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.usher.gateway.admission.HostDoor;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.gateway.port.ClientPort;
import org.usher.gateway.settings.TunnelPatience;
import org.usher.gateway.stream.StreamCount;
import org.usher.link.refusal.RefusalBook;
import org.usher.relay.deadline.Deadline;

/**
 * Takes up connections of the relay port; what they use.
 *
 * @param launches finds what a connect code belongs to
 * @param threads on which may be waited for that
 * @param hosts lets clients in
 * @param count counts these connections together with streams
 * @param refusals where it is noted down who was turned away
 */
public record RelayDoor(
        Launches launches,
        Executor threads,
        HostDoor hosts,
        StreamCount count,
        GatewayMetrics metrics,
        RefusalBook refusals,
        TunnelPatience patience)
        implements ClientPort.Door {

    @Override
    public void begin(Channel channel, InetSocketAddress client) {
        Deadline deadline = new Deadline();
        channel.pipeline().addLast(deadline, new RelayOpening(this, deadline, client));
    }
}
