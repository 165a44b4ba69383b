package org.usher.gateway.admission;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/** Who decides whether a ticket that is good by itself lets its bearer in, now. It alone knows what was used already. */
public interface Admissions {

    /**
     * Asks.
     *
     * @param loop where {@code outcome} is told, once, within a few seconds
     */
    void ask(Visitor visitor, EventLoop loop, Consumer<Decision> outcome);
}
