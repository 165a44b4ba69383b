package org.usher.agent.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.link.Json;

/** The agent's connection to the front. Each line is an order; each is carried out before its answer is written. */
final class ControlVisit extends SimpleChannelInboundHandler<ByteBuf> {

    /** The longest line: the keys of many brokers. */
    static final int MAX_LINE = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ControlVisit.class);

    private final Agents agents;
    private final Orders orders;

    /** Who carries orders out. */
    interface Orders {

        /** Carries it out and gives the answer, empty for most orders. */
        String carryOut(FrontOrder order);
    }

    /** Who keeps the connections of agents. */
    interface Agents {

        void came(ChannelHandlerContext agent);

        void went(ChannelHandlerContext agent);
    }

    ControlVisit(Agents agents, Orders orders) {
        this.agents = agents;
        this.orders = orders;
    }

    static ByteBuf line(FrontNews news) {
        return Unpooled.copiedBuffer(Json.write(news) + "\n", StandardCharsets.UTF_8);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        agents.came(context);
        context.channel().config().setAutoRead(true);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
        FrontOrder order = Json.read(line.toString(StandardCharsets.UTF_8), FrontOrder.class);
        String answer = orders.carryOut(order);
        context.writeAndFlush(line(new FrontNews.Done(order.number(), answer)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        agents.went(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.warn("the agent's connection failed: {}", cause.toString());
        context.close();
    }
}
