package org.usher.dist.bench.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** What answers in place of an RDP server where it matters only that somebody does: says what it hears. */
@Sharable
final class Echo extends ChannelInboundHandlerAdapter {

    private static final int GREETING = 64;

    /** What a client says: the beginning of RDP's first packet, and then no more of it. */
    static ByteBuf greeting(int number) {
        return Unpooled.buffer(GREETING)
                .writeByte(3)
                .writeZero(GREETING - 1 - Integer.BYTES)
                .writeInt(number);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ctx.write(message, ctx.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
