package org.usher.gateway.tsgu;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.usher.wire.tsgu.TsguAnswer;

/** A body without an end, as bytes; where its chunks begin is not passed on. Holds back what comes before it is opened. */
final class ChunkedBody extends ChannelInboundHandlerAdapter {

    /** What follows is told. */
    enum News {
        /** The body has ended after all: the client is done. It has been answered. */
        ENDED,
        /** What comes are no chunks. */
        BROKEN
    }

    private @Nullable Deque<Object> early = new ArrayDeque<>(2);
    private @Nullable ChannelHandlerContext context;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** From now on there is somebody behind this one. */
    void open() {
        Deque<Object> held = early;
        ChannelHandlerContext ctx = context;
        early = null;
        if (held == null || ctx == null) {
            return;
        }
        held.forEach(message -> pass(ctx, message));
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (early != null) {
            early.add(message);
        } else {
            pass(ctx, message);
        }
    }

    private static void pass(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HttpContent content)) {
            // Another request, behind the end of the body.
            ReferenceCountUtil.release(message);
            return;
        }
        if (!content.decoderResult().isSuccess()) {
            content.release();
            ctx.fireUserEventTriggered(News.BROKEN);
            return;
        }
        if (content.content().isReadable()) {
            ctx.fireChannelRead(content.content());
        } else {
            content.release();
        }
        if (content instanceof LastHttpContent) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(TsguAnswer.inChannel()), ctx.voidPromise());
            ctx.fireUserEventTriggered(News.ENDED);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        release();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    private void release() {
        if (early != null) {
            early.forEach(ReferenceCountUtil::release);
            early.clear();
        }
    }
}
