package org.usher.gateway.tsgu;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/** The client's side of a tunnel: what carries its packets. All of it lives on one event loop. */
sealed interface Carrier permits WebSocketCarrier, TwoChannelCarrier {

    /** What it is called in the log and the metrics. */
    String name();

    /** The channel that brings packets. */
    Channel in();

    /** The channel that takes packets. */
    Channel out();

    /** Ends it behind everything that was written; nothing that the client should say to that is waited for long. */
    void end();

    /** Sends a packet, which is no data. */
    default void send(ByteBuf packet) {
        ChannelHandlerContext behindData = out().pipeline().context(TunnelData.class);
        if (behindData == null) {
            packet.release();
        } else {
            behindData.writeAndFlush(packet, behindData.voidPromise());
        }
    }

    /** Closes a channel from this handler on, so that none behind it is asked whether it may be closed. */
    static void closeBefore(Channel channel, Class<? extends io.netty.channel.ChannelHandler> handler) {
        ChannelHandlerContext ctx = channel.pipeline().context(handler);
        if (ctx == null) {
            channel.close();
        } else {
            ctx.close();
        }
    }
}
