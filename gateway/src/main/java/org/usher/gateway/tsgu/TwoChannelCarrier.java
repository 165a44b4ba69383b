package org.usher.gateway.tsgu;

import io.netty.channel.Channel;

/** Two connections: a request whose body has no end, and an answer whose body has none. */
record TwoChannelCarrier(Channel in, Channel out) implements Carrier {

    @Override
    public String name() {
        return "two-channels";
    }

    @Override
    public void end() {
        Carrier.closeBefore(out, TunnelData.class);
        Carrier.closeBefore(in, TunnelPackets.class);
    }
}
