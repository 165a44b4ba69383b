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
import org.usher.domain.hosts.HostId;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;

/**
 * Orders on their way to agents. An agent waits here for orders (a long poll), so that one arrives in milliseconds; who
 * gave the order waits here for what became of it.
 */
public final class OrderDesk {

    /** An agent that waited a moment ago counts as listening: it is about to wait again. */
    private static final Duration BETWEEN_WAITS = Duration.ofMillis(1_500);

    private final Map<HostId, Counter> counters = new ConcurrentHashMap<>();
    private final Map<UUID, CompletableFuture<OrderResult>> open = new ConcurrentHashMap<>();

    /** Where one host's orders are handed over. Its monitor guards all of it. */
    private static final class Counter {
        private final Deque<Order> orders = new ArrayDeque<>();
        private int waiting;
        private long lastWaited =
                System.nanoTime() - BETWEEN_WAITS.multipliedBy(2).toNanos();
    }

    private Counter counter(HostId host) {
        return counters.computeIfAbsent(host, id -> new Counter());
    }

    /** Whether the host's agent takes orders at this moment. */
    public boolean listening(HostId host) {
        Counter counter = counter(host);
        synchronized (counter) {
            return counter.waiting > 0 || System.nanoTime() - counter.lastWaited < BETWEEN_WAITS.toNanos();
        }
    }

    /** Gives an order and waits for what becomes of it; empty when that takes longer than {@code patience}. */
    public Optional<OrderResult> carryOut(HostId host, Order order, Duration patience) {
        CompletableFuture<OrderResult> result = new CompletableFuture<>();
        open.put(order.id(), result);
        Counter counter = counter(host);
        synchronized (counter) {
            counter.orders.addLast(order);
            counter.notifyAll();
        }
        try {
            return Optional.of(result.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silence) {
            synchronized (counter) {
                counter.orders.remove(order);
                // Nobody answered although somebody seemed to wait: not to be believed again until it comes anew.
                counter.lastWaited =
                        System.nanoTime() - BETWEEN_WAITS.multipliedBy(2).toNanos();
            }
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an order's result failed", impossible);
        } finally {
            open.remove(order.id());
        }
    }

    /** Leaves an order for the agent; nobody waits for what becomes of it. */
    public void leave(HostId host, Order order) {
        Counter counter = counter(host);
        synchronized (counter) {
            counter.orders.addLast(order);
            counter.notifyAll();
        }
    }

    /** The agent's side: the orders for the host, waiting for the first one for at most {@code patience}. */
    public List<Order> await(HostId host, Duration patience) throws InterruptedException {
        Counter counter = counter(host);
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (counter) {
            counter.waiting++;
            try {
                while (counter.orders.isEmpty()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (left <= 0) {
                        return List.of();
                    }
                    counter.wait(left);
                }
                List<Order> taken = new ArrayList<>(counter.orders);
                counter.orders.clear();
                return taken;
            } finally {
                counter.waiting--;
                counter.lastWaited = System.nanoTime();
            }
        }
    }

    /** The agent's side: what became of an order. One that nobody waits for any more is passed over. */
    public void answer(OrderResult result) {
        CompletableFuture<OrderResult> waiting = open.get(result.id());
        if (waiting != null) {
            waiting.complete(result);
        }
    }
}
