package org.usher.agent.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.usher.link.client.BrokerClient;
import org.usher.link.host.HostApplications;
import org.usher.link.host.HostDesired;
import org.usher.link.host.HostNews;
import org.usher.link.host.HostReport;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;
import org.usher.link.host.Orders;
import org.usher.link.host.StageReport;
import org.usher.link.refusal.RefusedClient;
import org.usher.relay.testing.Pipe;

/** Reports, orders and news, with a broker that does not always answer. */
@Timeout(60)
class BrokerTalkTest {

    private final BrokerDouble broker;
    private final BrokerClient client;
    private final AtomicLong now = new AtomicLong();
    private final NewsDesk news;
    private final BlockingQueue<HostDesired> desired = new LinkedBlockingQueue<>();

    BrokerTalkTest() throws IOException {
        broker = new BrokerDouble();
        client = broker.client();
        news = new NewsDesk(client, now::get);
    }

    @AfterEach
    void close() {
        news.close();
        client.close();
        broker.close();
    }

    // Reports

    private static HostReport report(long number) {
        return new HostReport(7, number, 3389, true, new HostReport.Load(0.5, 0.25), List.of(), "digest", "1.0");
    }

    private HostDesired wanted(boolean applications) {
        return new HostDesired(broker.site(), Map.of("k", "v"), applications, 60, 20);
    }

    private Reporter reporting(LongFunction<HostReport> report) {
        Reporter reporter = new Reporter(client, report, () -> new HostApplications("digest", List.of()), desired::add);
        reporter.start();
        return reporter;
    }

    @Test
    void reportsAtOnceAndWhenSomethingHasChanged() throws Exception {
        try (Reporter reporter = reporting(BrokerTalkTest::report)) {
            broker.answer("report", wanted(false));
            assertThat(broker.heard("report", HostReport.class)).isEqualTo(report(1));
            assertThat(desired.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(wanted(false));
            // The next one would come in a minute.
            reporter.changed();
            reporter.changed();
            broker.answer("report", wanted(false));
            assertThat(broker.heard("report", HostReport.class)).isEqualTo(report(2));
        }
    }

    @Test
    void sendsApplicationsWhenTheyAreWanted() throws Exception {
        try (Reporter reporter = reporting(BrokerTalkTest::report)) {
            broker.answer("report", wanted(true));
            broker.answer("applications", 204, "");
            assertThat(broker.heard("applications", HostApplications.class).digest())
                    .isEqualTo("digest");
            reporter.changed();
            assertThat(broker.heard("report", HostReport.class).number()).isEqualTo(1);
        }
    }

    @Test
    void goesOnReportingWhateverBecomesOfAReport() throws Exception {
        LongFunction<HostReport> sometimes = number -> {
            if (number == 1) {
                throw new IllegalStateException("/proc cannot be read");
            }
            return report(number);
        };
        try (Reporter reporter = reporting(sometimes)) {
            reporter.changed();
            broker.answer("report", 500, "");
            assertThat(broker.heard("report", HostReport.class).number()).isEqualTo(2);
            reporter.changed();
            broker.answer("report", 200, "nonsense");
            assertThat(broker.heard("report", HostReport.class).number()).isEqualTo(3);
            reporter.changed();
            broker.answer("report", 403, "{\"code\":\"host-unknown\"}");
            assertThat(broker.heard("report", HostReport.class).number()).isEqualTo(4);
            reporter.changed();
            broker.answer("report", wanted(false));
            assertThat(desired.poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(wanted(false));
        }
    }

    // Orders

    private static Order order() {
        return new Order.Disconnect(UUID.randomUUID(), UUID.randomUUID());
    }

    private OrderIntake taking(Function<Order, OrderResult> carryOut) {
        news.start();
        OrderIntake intake = new OrderIntake(client, news, carryOut, UUID.randomUUID());
        intake.start();
        return intake;
    }

    private List<OrderResult> results() throws InterruptedException {
        broker.answer("news", 204, "");
        return broker.heard("news", HostNews.class).results();
    }

    private static OrderResult done(Order order) {
        return new OrderResult(order.id(), OrderResult.DONE, "");
    }

    @Test
    void carriesOutEachOrderOnce() throws Exception {
        BlockingQueue<Order> carried = new LinkedBlockingQueue<>();
        try (OrderIntake intake = taking(order -> {
            carried.add(order);
            return done(order);
        })) {
            assertThat(intake).isNotNull();
            Order first = order();
            Order second = order();
            broker.answer("orders", new Orders(List.of(first)));
            assertThat(results()).containsExactly(done(first));
            // Another broker gives it again, since it has not heard of the result yet.
            broker.answer("orders", new Orders(List.of(first, second)));
            assertThat(results()).containsExactly(done(second));
            assertThat(carried).containsExactly(first, second);
        }
    }

    @Test
    void doesNotLetOrdersWaitForASlowOne() throws Exception {
        Order slow = order();
        CountDownLatch goOn = new CountDownLatch(1);
        try (OrderIntake intake = taking(order -> {
            if (order.equals(slow)) {
                try {
                    goOn.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return done(order);
        })) {
            assertThat(intake).isNotNull();
            Order quick = order();
            broker.answer("orders", new Orders(List.of(slow, quick)));
            assertThat(results()).containsExactly(done(quick));
            goOn.countDown();
            assertThat(results()).containsExactly(done(slow));
        }
    }

    @Test
    void answersForAnOrderThatBreaks() throws Exception {
        try (OrderIntake intake = taking(order -> {
            throw new IllegalStateException("broken inside");
        })) {
            assertThat(intake).isNotNull();
            Order order = order();
            broker.answer("orders", new Orders(List.of(order)));
            assertThat(results()).containsExactly(new OrderResult(order.id(), "host-failed", "broken inside"));
        }
    }

    @Test
    void waitsOnWhenABrokerFails() throws Exception {
        try (OrderIntake intake = taking(BrokerTalkTest::done)) {
            assertThat(intake).isNotNull();
            Order order = order();
            broker.answer("orders", 503, "");
            broker.answer("orders", 200, "{\"orders\":[{\"order\":\"of a later version\"}]}");
            broker.answer("orders", 200, "{}");
            broker.answer("orders", new Orders(List.of(order)));
            assertThat(results()).containsExactly(done(order));
        }
    }

    // News

    private List<StageReport> stages(int status) throws InterruptedException {
        broker.answer("news", status, "");
        return broker.heard("news", HostNews.class).stages();
    }

    @Test
    void tellsHowLongAgoAStageWasReached() throws Exception {
        UUID launch = UUID.randomUUID();
        news.reached(launch, "tunnel");
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
        news.failed(launch, "sign-on", "rdp-malformed");
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        news.start();
        assertThat(stages(204))
                .containsExactly(
                        new StageReport(launch, "tunnel", 350, ""),
                        new StageReport(launch, "sign-on", 100, "rdp-malformed"));
    }

    @Test
    void keepsStagesUntilABrokerHearsThem() throws Exception {
        UUID launch = UUID.randomUUID();
        news.start();
        news.reached(launch, "tunnel");
        assertThat(stages(503)).hasSize(1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        news.reached(launch, "host-connected");
        assertThat(stages(204)).startsWith(new StageReport(launch, "tunnel", 60_000, ""));
    }

    @Test
    void tellsWhoWasTurnedAwayUntilABrokerHearsIt() throws Exception {
        news.refused("192.0.2.7", "ticket-forged");
        news.refused("192.0.2.7", "ticket-forged");
        news.start();
        broker.answer("news", 503, "");
        var told = List.of(new RefusedClient("192.0.2.7", "ticket-forged", 2));
        assertThat(broker.heard("news", HostNews.class).refused()).isEqualTo(told);
        broker.answer("news", 204, "");
        assertThat(broker.heard("news", HostNews.class).refused()).isEqualTo(told);
    }

    @Test
    void letsGoOfWhatNobodyWantsOrIsTooOld() throws Exception {
        UUID old = UUID.randomUUID();
        UUID unwanted = UUID.randomUUID();
        UUID fresh = UUID.randomUUID();
        news.start();
        news.reached(unwanted, "tunnel");
        assertThat(stages(400)).hasSize(1);
        news.reached(old, "tunnel");
        assertThat(broker.heard("news", HostNews.class).stages()).hasSize(1);
        now.addAndGet(TimeUnit.MINUTES.toNanos(6));
        broker.answer("news", 503, "");
        news.reached(fresh, "tunnel");
        assertThat(stages(204)).containsExactly(new StageReport(fresh, "tunnel", 0, ""));
    }
}
