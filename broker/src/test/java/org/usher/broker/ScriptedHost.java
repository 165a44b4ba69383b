package org.usher.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.broker.hosts.OrderDesk;
import org.usher.domain.hosts.HostId;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.host.HostApplications;
import org.usher.link.host.HostDesired;
import org.usher.link.host.HostNews;
import org.usher.link.host.HostReport;
import org.usher.link.host.HostSession;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;
import org.usher.link.host.Orders;
import org.usher.link.host.OrdersWanted;
import org.usher.link.host.Permissions;
import org.usher.link.host.StageReport;
import org.usher.link.identity.ComponentIdentity;
import org.usher.wire.component.ComponentRole;

/** A host that says what the test tells it to say, over the real link with a real certificate. */
final class ScriptedHost implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(ScriptedHost.class);

    private final OrderDesk desk;
    private final ComponentIdentity identity;
    private final BrokerClient broker;
    private final RdpDouble front = RdpDouble.start();
    private final List<Order> taken = new CopyOnWriteArrayList<>();
    private final UUID incarnation = UUID.randomUUID();
    private final long generation = System.nanoTime();
    private long number;
    private String boot = "";
    private @Nullable Thread waiter;
    private volatile Function<Order, @Nullable String> answer =
            order -> order instanceof Order.Prepare ? OrderResult.EXPECTED : OrderResult.DONE;

    ScriptedHost(RunningBroker running, String name) throws Exception {
        this.identity = running.join(running.hostToken(), ComponentRole.HOST, name);
        this.desk = running.broker().context().getBean(OrderDesk.class);
        this.broker = BrokerClient.of(List.of("127.0.0.1:" + running.port()), identity);
    }

    int port() {
        return front.port();
    }

    UUID id() {
        return identity.name().id();
    }

    ComponentIdentity identity() {
        return identity;
    }

    BrokerClient broker() {
        return broker;
    }

    /** The reason code with which orders are answered; null leaves them without an answer. */
    void answerWith(Function<Order, @Nullable String> how) {
        answer = how;
    }

    /** The machine starts anew, and this names the boot. */
    ScriptedHost booted(String name) {
        boot = name;
        return this;
    }

    /** Begins to take orders. */
    ScriptedHost listen() throws Exception {
        waiter = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    for (Order order : broker.post(
                                    "/link/v1/host/orders", new OrdersWanted(incarnation), Orders.class, PATIENCE)
                            .orders()) {
                        taken.add(order);
                        // As an agent does: it waits for the next orders while it carries these out.
                        Thread.ofVirtual().start(() -> carryOut(order));
                    }
                } catch (LinkException | InterruptedException gone) {
                    return;
                }
            }
        });
        Waiting.until(() -> desk.listening(new HostId(id())));
        return this;
    }

    private void carryOut(Order order) {
        @Nullable String code = answer.apply(order);
        if (code != null) {
            try {
                news(List.of(new OrderResult(order.id(), code, "scripted")), List.of());
            } catch (LinkException | InterruptedException gone) {
                // The broker of the test has stopped; nobody waits for the answer.
                LOG.debug("order {} is not answered: {}", order.id(), gone.toString());
            }
        }
    }

    void news(List<OrderResult> results, List<StageReport> stages) throws LinkException, InterruptedException {
        broker.post("/link/v1/host/news", new HostNews(results, stages, List.of()), Void.class, PATIENCE);
    }

    HostDesired report(HostSession... sessions) throws LinkException, InterruptedException {
        return report(0.1, sessions);
    }

    HostDesired report(double cpu, HostSession... sessions) throws LinkException, InterruptedException {
        return report(cpu, front.port(), ++number, sessions);
    }

    /** A report of a host whose front listens on this port. */
    void reportAt(int port, HostSession... sessions) throws LinkException, InterruptedException {
        report(0.1, port, ++number, sessions);
    }

    /** A report from before the last one, which was on its way for long. */
    void reportLate() throws LinkException, InterruptedException {
        report(0.1, front.port(), number - 1);
    }

    private HostDesired report(double cpu, int port, long ordinal, HostSession... sessions)
            throws LinkException, InterruptedException {
        return broker.post(
                "/link/v1/host/report",
                new HostReport(
                        generation,
                        ordinal,
                        port,
                        true,
                        new HostReport.Load(cpu, 0.2),
                        List.of(sessions),
                        "digest",
                        "test",
                        Permissions.Clipboard.BOTH,
                        boot),
                HostDesired.class,
                PATIENCE);
    }

    void applications(HostApplications.Application... applications) throws LinkException, InterruptedException {
        broker.post(
                "/link/v1/host/applications",
                new HostApplications("digest", List.of(applications)),
                Void.class,
                PATIENCE);
    }

    <O extends Order> List<O> taken(Class<O> kind) {
        List<O> found = new ArrayList<>();
        taken.forEach(order -> {
            if (kind.isInstance(order)) {
                found.add(kind.cast(order));
            }
        });
        return found;
    }

    static HostSession session(UUID id, boolean attached) {
        return new HostSession(id, "somebody", ":60", attached, false, 5, List.of());
    }

    @Override
    public void close() throws IOException {
        front.close();
        if (waiter != null) {
            waiter.interrupt();
        }
        broker.close();
    }
}
