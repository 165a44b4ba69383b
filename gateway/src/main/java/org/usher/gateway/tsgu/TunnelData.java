package org.usher.gateway.tsgu;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import org.usher.wire.tsgu.TsguCodec;

/**
 * Makes data packets (MS-TSGU 2.2.10.6) of what the host says: their headers go into the room that the host's reads leave in
 * front, so that no payload is copied, and each packet is one buffer, one message and one TLS record.
 */
final class TunnelData extends ChannelDuplexHandler {

    private final Tunnel tunnel;

    TunnelData(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf payload = (ByteBuf) message;
        int length = payload.readableBytes();
        if (length == 0) {
            ctx.write(payload, promise);
            return;
        }
        tunnel.sent(length);
        int begin = payload.readerIndex() - TsguCodec.DATA_HEADER;
        if (begin >= 0) {
            payload.setBytes(begin, TsguCodec.dataHeader(length));
            ctx.write(payload.readerIndex(begin), promise);
        } else {
            ByteBuf packet = ctx.alloc().directBuffer(TsguCodec.DATA_HEADER + length);
            packet.writeBytes(TsguCodec.dataHeader(length)).writeBytes(payload);
            payload.release();
            ctx.write(packet, promise);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (tunnel.isOnOneChannel()) {
            ctx.fireChannelRead(message);
        } else {
            // Nobody has anything to say on the server's channel.
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (tunnel.isOnOneChannel()) {
            ctx.fireChannelReadComplete();
        } else {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (tunnel.isOnOneChannel() || !tunnel.hear(event)) {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        tunnel.close(ctx, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        tunnel.clientGone();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        tunnel.brokeOff(cause);
    }
}
