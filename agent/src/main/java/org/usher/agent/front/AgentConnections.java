package org.usher.agent.front;

import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Deque;
import org.usher.agent.control.FrontNews;

/**
 * The agent, as the front sees it: there, or being restarted. News that nobody hears are kept for the next one.
 *
 * <p>Owned by the front's one thread.
 */
final class AgentConnections implements AgentLine, ControlVisit.Agents {

    private static final int MAX_KEPT = 500;

    private final Deque<FrontNews> unheard = new ArrayDeque<>();
    // The last one counts: an agent that was restarted comes before its forerunner's end is noticed.
    private final Deque<ChannelHandlerContext> connected = new ArrayDeque<>();

    @Override
    public void tell(FrontNews news) {
        ChannelHandlerContext present = connected.peekLast();
        if (present != null) {
            present.writeAndFlush(ControlVisit.line(news));
            return;
        }
        if (unheard.size() >= MAX_KEPT) {
            unheard.removeFirst();
        }
        unheard.addLast(news);
    }

    @Override
    public boolean isThere() {
        return !connected.isEmpty();
    }

    @Override
    public void came(ChannelHandlerContext agent) {
        connected.addLast(agent);
        while (!unheard.isEmpty()) {
            agent.write(ControlVisit.line(unheard.removeFirst()));
        }
        agent.flush();
    }

    @Override
    public void went(ChannelHandlerContext agent) {
        connected.remove(agent);
    }
}
