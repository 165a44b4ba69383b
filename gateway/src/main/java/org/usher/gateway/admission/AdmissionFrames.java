package org.usher.gateway.admission;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.wire.Decoded;
import org.usher.wire.admission.AdmissionCodec;
import org.usher.wire.admission.AdmissionFrame;

/** The frames of one connection to a front. */
final class AdmissionFrames extends ByteToMessageDecoder {

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionFrames.class);

    private final FrontLine line;

    AdmissionFrames(FrontLine line) {
        this.line = line;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ByteBuffer bytes = in.nioBuffer();
        switch (AdmissionCodec.decode(bytes)) {
            case Decoded.Message<AdmissionFrame>(AdmissionFrame frame, int consumed) -> {
                in.skipBytes(consumed);
                line.take(ctx.channel(), frame);
            }
            case Decoded.NeedMore<AdmissionFrame> more -> LOG.trace("{}", more);
            case Decoded.Malformed<AdmissionFrame> malformed -> {
                in.skipBytes(in.readableBytes());
                LOG.warn("front {}: {}", ctx.channel().remoteAddress(), malformed.explanation());
                ctx.close();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        ctx.read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof io.netty.handler.ssl.SslCloseCompletionEvent) {
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        line.ended(ctx.channel(), "the connection broke off");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("front {}: {}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }
}
