package org.usher.gateway.stream;

import java.util.concurrent.atomic.AtomicInteger;

/** How many streams there are, and may be. */
public final class StreamCount {

    private final int most;
    private final AtomicInteger present = new AtomicInteger();

    public StreamCount(int most) {
        this.most = most;
    }

    /** How many there are. */
    public int present() {
        return present.get();
    }

    /** One more, if there is room. */
    boolean enter() {
        if (present.incrementAndGet() <= most) {
            return true;
        }
        present.decrementAndGet();
        return false;
    }

    /** One less. */
    void leave() {
        present.decrementAndGet();
    }
}
