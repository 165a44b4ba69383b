package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.relay.deadline.Deadline;
import org.usher.wire.Decoded;
import org.usher.wire.admission.AdmissionCodec;
import org.usher.wire.admission.AdmissionFrame;

/**
 * A gateway's connection on which it asks whom to let in. TLS has shown that it is a gateway of the site. It stays for as long
 * as the gateway gives a sign of life now and then.
 */
final class AdmissionVisit extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionVisit.class);

    private final RdpClients clients;
    private final Deadline deadline;
    private final FrontLimits limits;
    private final ByteBuf gathered = Unpooled.buffer(512);

    AdmissionVisit(RdpClients clients, Deadline deadline, FrontLimits limits) {
        this.clients = clients;
        this.deadline = deadline;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline.arm(limits.silence(), "silent");
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            gathered.discardReadBytes().writeBytes(bytes);
        } finally {
            bytes.release();
        }
        while (gathered.isReadable()) {
            switch (AdmissionCodec.decode(gathered.nioBuffer())) {
                case Decoded.Message<AdmissionFrame>(AdmissionFrame frame, int consumed) -> {
                    gathered.skipBytes(consumed);
                    take(context, frame);
                }
                case Decoded.NeedMore<AdmissionFrame> more -> {
                    return;
                }
                case Decoded.Malformed<AdmissionFrame> malformed -> {
                    close(context, malformed.explanation());
                    return;
                }
            }
        }
    }

    private void take(ChannelHandlerContext context, AdmissionFrame frame) {
        deadline.arm(limits.silence(), "silent");
        switch (frame) {
            case AdmissionFrame.Ask ask -> write(context, clients.answer(ask));
            case AdmissionFrame.Ping(long token) -> write(context, new AdmissionFrame.Pong(token));
            case AdmissionFrame.Pong pong -> {
                // A sign of life.
            }
            case AdmissionFrame.Admitted answer -> close(context, "an answer");
            case AdmissionFrame.Refused answer -> close(context, "an answer");
        }
    }

    private static void write(ChannelHandlerContext context, AdmissionFrame frame) {
        context.write(Unpooled.wrappedBuffer(AdmissionCodec.encode(frame)));
    }

    private void close(ChannelHandlerContext context, String why) {
        LOG.warn("{}: {}", context.channel().remoteAddress(), why);
        gathered.clear();
        context.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
        if (context.channel().isWritable()) {
            context.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            context.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Deadline.Passed(String reason)) {
            LOG.info("{}: {}", context.channel().remoteAddress(), reason);
            context.close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }
}
