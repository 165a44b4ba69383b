package org.usher.agent.front;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The visitors that have not said yet what they want. Anybody who reaches the port can become one, so there is only room for
 * so many: when it is full, the one who has hesitated longest makes room for the next.
 *
 * <p>Owned by the front's one thread.
 */
final class Strangers {

    private final int room;
    private final Set<Channel> present = new LinkedHashSet<>();

    Strangers(int room) {
        this.room = room;
    }

    void came(Channel visitor) {
        if (present.size() >= room) {
            Iterator<Channel> longestFirst = present.iterator();
            Channel longest = longestFirst.next();
            longestFirst.remove();
            longest.close();
        }
        present.add(visitor);
        visitor.closeFuture().addListener(gone -> present.remove(visitor));
    }

    /** The visitor has said what it wants, and somebody else looks after it. */
    void known(Channel visitor) {
        present.remove(visitor);
    }
}
