package org.usher.gateway.tunnel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.dial.HostAndPort;

/**
 * Which brokers there are, and which is asked first: the one that answered last. So after a broker died only one request
 * pays for finding out.
 */
public final class Brokers {

    private static final Logger LOG = LoggerFactory.getLogger(Brokers.class);

    private final List<HostAndPort> all;
    private final AtomicInteger present = new AtomicInteger();
    private volatile boolean up;

    /** Brokers in the order in which they are tried. */
    public Brokers(List<HostAndPort> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("brokers: none (expected: at least one address)");
        }
        this.all = List.copyOf(all);
    }

    /** All of them, the one to ask first in front. */
    List<HostAndPort> inOrder() {
        int first = present.get();
        List<HostAndPort> order = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            order.add(all.get((first + i) % all.size()));
        }
        return order;
    }

    /** A broker answered. */
    void answered(HostAndPort broker) {
        present.set(all.indexOf(broker));
        set(true);
    }

    /** A broker could not be reached: the one behind it is asked first from now on, unless that happened already. */
    void failed(HostAndPort broker, String detail) {
        LOG.info("broker not reachable: {} ({})", broker, detail);
        int index = all.indexOf(broker);
        present.compareAndSet(index, (index + 1) % all.size());
    }

    /** Whether any broker answers, as far as was seen last. */
    public boolean isUp() {
        return up;
    }

    /** Somebody has seen whether any broker answers. */
    public void set(boolean anyAnswers) {
        if (up != anyAnswers) {
            up = anyAnswers;
            LOG.info(anyAnswers ? "brokers: reachable" : "brokers: none reachable");
        }
    }
}
