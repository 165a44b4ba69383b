package org.usher.agent.front;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.relay.deadline.Deadline;
import org.usher.relay.stream.StreamFrames;

/** Tells by TLS's application protocol what a gateway has come for: with a page's stream, or to ask whom to let in. */
final class GatewayDoor extends ApplicationProtocolNegotiationHandler {

    static final String STREAM = "usher-stream/1";
    static final String ADMISSION = "usher-admission/1";

    private static final Logger LOG = LoggerFactory.getLogger(GatewayDoor.class);
    private static final String NONE = "none";

    private final Streams streams;
    private final RdpClients clients;
    private final Strangers strangers;
    private final Deadline deadline;
    private final FrontLimits limits;

    GatewayDoor(Streams streams, RdpClients clients, Strangers strangers, Deadline deadline, FrontLimits limits) {
        super(NONE);
        this.streams = streams;
        this.clients = clients;
        this.strangers = strangers;
        this.deadline = deadline;
        this.limits = limits;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
        ChannelPipeline pipeline = context.pipeline();
        switch (protocol) {
            case STREAM -> pipeline.addLast(new StreamFrames()).addLast(new GatewayVisit(streams, strangers, deadline));
            case ADMISSION -> {
                strangers.known(context.channel());
                pipeline.addLast(new AdmissionVisit(clients, deadline, limits));
            }
            default -> {
                LOG.warn(
                        "{}: a gateway that names no protocol of ours",
                        context.channel().remoteAddress());
                context.close();
            }
        }
        context.channel().read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof Deadline.Passed(String reason)) {
            LOG.info("{}: {}", context.channel().remoteAddress(), reason);
            context.close();
        }
        super.userEventTriggered(context, event);
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }
}
