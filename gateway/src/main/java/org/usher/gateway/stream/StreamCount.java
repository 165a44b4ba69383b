package org.usher.gateway.stream;

import java.util.concurrent.atomic.AtomicInteger;

/** How many streams there are, and may be; what is carried for RDP clients is counted with them. */
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
    public boolean enter() {
        if (present.incrementAndGet() <= most) {
            return true;
        }
        present.decrementAndGet();
        return false;
    }

    /** One less. */
    public void leave() {
        present.decrementAndGet();
    }
}
