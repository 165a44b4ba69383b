package org.usher.agent.broker;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;
import org.usher.link.host.Orders;
import org.usher.link.host.OrdersWanted;

/** Waits at a broker for orders and has each of them carried out, once, on a thread of its own. */
public final class OrderIntake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrderIntake.class);

    /** Longer than a broker makes us wait for orders that do not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int REMEMBERED = 1_000;

    private final BrokerClient broker;
    private final NewsDesk news;
    private final Function<Order, OrderResult> carryOut;
    private final UUID incarnation;
    private final Thread waiter;
    private final Set<UUID> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** {@code incarnation} tells this life of the agent from the ones before. */
    public OrderIntake(BrokerClient broker, NewsDesk news, Function<Order, OrderResult> carryOut, UUID incarnation) {
        this.incarnation = incarnation;
        this.broker = broker;
        this.news = news;
        this.carryOut = carryOut;
        this.waiter = Thread.ofVirtual().name("orders").unstarted(this::waitForEver);
    }

    /** Begins to wait. */
    public void start() {
        waiter.start();
    }

    private void waitForEver() {
        boolean heard = true;
        try {
            while (!Thread.interrupted()) {
                try {
                    broker.post("/link/v1/host/orders", new OrdersWanted(incarnation), Orders.class, PATIENCE)
                            .orders()
                            .forEach(this::take);
                    if (!heard) {
                        LOG.info("a broker answers again");
                    }
                    heard = true;
                } catch (LinkException silence) {
                    if (heard) {
                        LOG.warn("no broker has orders for us: {}", silence.getMessage());
                    }
                    heard = false;
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException closed) {
            LOG.debug("orders: closed");
        }
    }

    private void take(Order order) {
        if (known.add(order.id())) {
            Thread.ofVirtual().name("order-" + order.id()).start(() -> news.result(carryOut(order)));
        }
    }

    private OrderResult carryOut(Order order) {
        try {
            return carryOut.apply(order);
        } catch (RuntimeException failed) {
            // The broker waits for an answer, and so does somebody who clicked.
            LOG.error("order {} failed", order, failed);
            return new OrderResult(order.id(), "host-failed", String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public void close() {
        waiter.interrupt();
    }
}
