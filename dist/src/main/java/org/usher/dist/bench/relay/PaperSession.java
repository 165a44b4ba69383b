package org.usher.dist.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** What answers in place of an RDP server behind a simulated host's front: bytes made up, and nothing around them. */
final class PaperSession extends ChannelInboundHandlerAdapter {

    private final ByteBuf order = Unpooled.buffer(Work.ORDER);
    private final ByteBuf frame;
    private @Nullable Work work;
    private @Nullable Load load;
    private long received;

    /** @param frame what {@link Load#frame} made */
    PaperSession(ByteBuf frame) {
        this.frame = frame;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (work == null) {
            order.writeBytes(in, Math.min(in.readableBytes(), Work.ORDER - order.readableBytes()));
            if (order.readableBytes() == Work.ORDER) {
                work = Work.of(order.nioBuffer());
                begin(ctx, work);
            }
        }
        received += in.readableBytes();
        in.release();
        if (work != null && work.kind() == Work.Kind.UPLOAD && received >= work.bytes()) {
            work.done().complete(null);
        }
    }

    private void begin(ChannelHandlerContext ctx, Work ordered) {
        switch (ordered.kind()) {
            case IDLE -> ordered.done().complete(null);
            case DOWNLOAD -> {
                load = new Load(frame, ordered.bytes() / Load.FRAME);
                load.pump(ctx.channel());
            }
            case UPLOAD -> {}
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (load != null && ctx.channel().isWritable()) {
            load.pump(ctx.channel());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (work != null) {
            work.done().completeExceptionally(cause);
        }
        ctx.close();
    }
}
