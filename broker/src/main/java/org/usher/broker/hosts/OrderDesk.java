package org.usher.broker.hosts;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.usher.domain.hosts.HostId;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;

/**
 * Orders on their way to agents. An agent waits here for orders (a long poll), so that one arrives in milliseconds; who
 * gave the order waits here for what became of it.
 *
 * <p>An order stays here until it is answered or given up, and goes to each life of the agent once: a broken connection is
 * noticed late, so the wait of an agent that is dead may have taken it.
 */
public final class OrderDesk {

    /** An agent that waited a moment ago counts as listening: it is about to wait again. */
    private static final Duration BETWEEN_WAITS = Duration.ofMillis(1_500);

    /** How many orders may wait for an agent that does not come. The oldest is given up for one more. */
    private static final int MAX_WAITING = 1_000;

    private final Map<HostId, Counter> counters = new ConcurrentHashMap<>();
    private final Map<UUID, Given> open = new ConcurrentHashMap<>();

    /** An order that is neither answered nor given up. */
    private static final class Given {
        private final HostId host;
        private final Order order;
        private final CompletableFuture<OrderResult> result = new CompletableFuture<>();
        private @Nullable UUID handedTo;

        Given(HostId host, Order order) {
            this.host = host;
            this.order = order;
        }
    }

    /** Where one host's orders are handed over. Its monitor guards all of it. */
    private static final class Counter {
        private final Deque<Given> orders = new ArrayDeque<>();
        private int waits;
        private boolean waiting;
        private long lastWaited = never();
    }

    private static long never() {
        return System.nanoTime() - BETWEEN_WAITS.multipliedBy(2).toNanos();
    }

    private Counter counter(HostId host) {
        return counters.computeIfAbsent(host, id -> new Counter());
    }

    /** Whether the host's agent takes orders at this moment. */
    public boolean listening(HostId host) {
        Counter counter = counter(host);
        synchronized (counter) {
            return counter.waiting || System.nanoTime() - counter.lastWaited < BETWEEN_WAITS.toNanos();
        }
    }

    /** Gives an order and waits for what becomes of it; empty when that takes longer than {@code patience}. */
    public Optional<OrderResult> carryOut(HostId host, Order order, Duration patience) {
        Given given = give(host, order);
        try {
            return Optional.of(given.result.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silence) {
            Counter counter = counter(host);
            synchronized (counter) {
                // Nobody answered although somebody seemed to wait: not to be believed again until it comes anew.
                counter.waiting = false;
                counter.lastWaited = never();
            }
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an order's result failed", impossible);
        } finally {
            remove(given);
        }
    }

    /** Leaves an order for the agent; nobody waits for what becomes of it. */
    public void leave(HostId host, Order order) {
        give(host, order);
    }

    private Given give(HostId host, Order order) {
        Given given = new Given(host, order);
        open.put(order.id(), given);
        Counter counter = counter(host);
        synchronized (counter) {
            counter.orders.addLast(given);
            if (counter.orders.size() > MAX_WAITING) {
                open.remove(counter.orders.removeFirst().order.id());
            }
            counter.notifyAll();
        }
        return given;
    }

    private void remove(Given given) {
        open.remove(given.order.id());
        Counter counter = counter(given.host);
        synchronized (counter) {
            counter.orders.remove(given);
        }
    }

    /**
     * The agent's side: the orders for the host, waiting for the first one for at most {@code patience}. A wait ends as soon
     * as the host's agent waits anew.
     *
     * @param incarnation which life of the agent waits
     */
    public List<Order> await(HostId host, UUID incarnation, Duration patience) throws InterruptedException {
        Counter counter = counter(host);
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (counter) {
            int mine = ++counter.waits;
            counter.waiting = true;
            counter.notifyAll();
            while (true) {
                List<Order> fresh = counter.waits == mine ? hand(counter, incarnation) : List.of();
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (!fresh.isEmpty() || left <= 0 || counter.waits != mine) {
                    if (counter.waits == mine) {
                        counter.waiting = false;
                        counter.lastWaited = System.nanoTime();
                    }
                    return fresh;
                }
                counter.wait(left);
            }
        }
    }

    private static List<Order> hand(Counter counter, UUID incarnation) {
        List<Order> fresh = new ArrayList<>();
        for (Given given : counter.orders) {
            if (!incarnation.equals(given.handedTo)) {
                given.handedTo = incarnation;
                fresh.add(given.order);
            }
        }
        return fresh;
    }

    /**
     * The agent's side: what became of an order. One that nobody waits for any more is passed over, and so is another
     * host's.
     */
    public void answer(HostId host, OrderResult result) {
        Given given = open.get(result.id());
        if (given != null && given.host.equals(host)) {
            given.result.complete(result);
            remove(given);
        }
    }
}
