package org.usher.gateway.tsgu;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.usher.wire.Decoded;
import org.usher.wire.tsgu.TsguCodec;
import org.usher.wire.tsgu.TsguPacket;

/**
 * Finds the packets in what the client sends, which is a stream: where messages or chunks end means nothing. What is in data
 * packets goes on to the handlers behind, in the pieces in which it comes and without being gathered; every other packet is
 * gathered and told to the tunnel.
 */
final class TunnelPackets extends ChannelDuplexHandler {

    private final Tunnel tunnel;

    /** A packet of which a part has come. */
    private @Nullable ByteBuf gathered;

    /** How much of it is needed before more can be said. */
    private int wanted = TsguCodec.HEADER;

    /** How much of a data packet's data is still to come. */
    private int left;

    TunnelPackets(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        while (in.isReadable() && !tunnel.isOver()) {
            if (left == 0) {
                takePacket(ctx, in);
            } else if (takeData(ctx, in)) {
                return;
            }
        }
        in.release();
    }

    /** Hands data on; true when the whole buffer went with it. */
    private boolean takeData(ChannelHandlerContext ctx, ByteBuf in) {
        int length = Math.min(left, in.readableBytes());
        left -= length;
        if (!tunnel.isOpen()) {
            in.skipBytes(length);
            return false;
        }
        tunnel.received(length);
        boolean all = length == in.readableBytes();
        ctx.fireChannelRead(all ? in : in.readRetainedSlice(length));
        return all;
    }

    private void takePacket(ChannelHandlerContext ctx, ByteBuf in) {
        ByteBuf part = gathered;
        if (part == null) {
            if (in.readableBytes() >= TsguCodec.DATA_HEADER && in.nioBufferCount() == 1) {
                // The usual case: a header in one piece.
                ByteBuffer header = in.internalNioBuffer(in.readerIndex(), TsguCodec.DATA_HEADER);
                if (TsguCodec.isData(header)) {
                    in.skipBytes(TsguCodec.DATA_HEADER);
                    beginData(header);
                    return;
                }
            }
            part = ctx.alloc().buffer(TsguCodec.DATA_HEADER);
            gathered = part;
        }
        part.writeBytes(in, Math.min(wanted - part.readableBytes(), in.readableBytes()));
        if (part.readableBytes() == wanted) {
            look(part);
        }
    }

    /** So much of a packet is here as was wanted. */
    private void look(ByteBuf part) {
        ByteBuffer bytes = part.nioBuffer();
        if (TsguCodec.isData(bytes)) {
            if (wanted < TsguCodec.DATA_HEADER) {
                wanted = TsguCodec.DATA_HEADER;
            } else {
                beginData(bytes);
                letGo();
            }
            return;
        }
        switch (TsguCodec.decodeUpTo(bytes, tunnel.longestPacket())) {
            case Decoded.NeedMore<TsguPacket>(int atLeast) -> wanted = atLeast;
            case Decoded.Malformed<TsguPacket> malformed -> {
                letGo();
                tunnel.broken(malformed.explanation());
            }
            case Decoded.Message<TsguPacket>(TsguPacket packet, int consumed) -> {
                letGo();
                tunnel.received(packet);
            }
        }
    }

    private void beginData(ByteBuffer header) {
        switch (TsguCodec.decodeDataHeader(header)) {
            case Decoded.Message<Integer>(Integer length, int consumed) -> {
                left = length;
                if (!tunnel.isOpen()) {
                    tunnel.received(new TsguPacket.Data(ByteBuffer.allocate(0)));
                }
            }
            case Decoded.NeedMore<Integer> more -> throw new IllegalStateException("a header in part: " + more);
            case Decoded.Malformed<Integer> malformed -> tunnel.broken(malformed.explanation());
        }
    }

    private void letGo() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
        wanted = TsguCodec.HEADER;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (tunnel.isOpen()) {
            ctx.fireChannelReadComplete();
        } else {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!tunnel.hear(event)) {
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
    public void handlerRemoved(ChannelHandlerContext ctx) {
        letGo();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        tunnel.brokeOff(cause);
    }
}
