package org.usher.broker.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.usher.domain.hosts.HostId;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;

class OrderDeskTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final OrderDesk desk = new OrderDesk();
    private final HostId host = new HostId(UUID.randomUUID());
    private final UUID life = UUID.randomUUID();
    private final UUID nextLife = UUID.randomUUID();
    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    private static Order order() {
        return new Order.Disconnect(UUID.randomUUID(), UUID.randomUUID());
    }

    private <T> Future<T> meanwhile(Callable<T> what) {
        return others.submit(what);
    }

    private static OrderResult done(Order order) {
        return new OrderResult(order.id(), OrderResult.DONE, "");
    }

    @Test
    void anOrderGoesToWhoWaitsAndItsResultToWhoGaveIt() throws Exception {
        Order order = order();
        Future<List<Order>> agent = meanwhile(() -> desk.await(host, life, LONG));
        Future<Optional<OrderResult>> giver = meanwhile(() -> desk.carryOut(host, order, LONG));
        assertThat(agent.get()).containsExactly(order);
        desk.answer(host, done(order));
        assertThat(giver.get()).contains(done(order));
    }

    @Test
    void anOrderIsHandedToOneLifeOnceAndToTheNextLifeAgainUntilItIsAnswered() throws Exception {
        Order order = order();
        desk.leave(host, order);
        assertThat(desk.await(host, life, LONG)).containsExactly(order);
        assertThat(desk.await(host, life, AT_ONCE)).isEmpty();
        assertThat(desk.await(host, nextLife, LONG)).containsExactly(order);
        desk.answer(host, done(order));
        assertThat(desk.await(host, UUID.randomUUID(), AT_ONCE)).isEmpty();
    }

    @Test
    void aWaitEndsWhenTheHostWaitsAnew() throws Exception {
        Future<List<Order>> one = meanwhile(() -> desk.await(host, life, LONG));
        Future<List<Order>> other = meanwhile(() -> desk.await(host, nextLife, LONG));
        Order order = order();
        // Whichever of the two waited first is sent away, and the other one gets the order.
        desk.leave(host, order);
        List<Order> handed = new ArrayList<>(one.get());
        handed.addAll(other.get());
        assertThat(handed).isNotEmpty().containsOnly(order);
    }

    @Test
    void anotherHostsResultIsPassedOver() throws Exception {
        Order order = order();
        Future<Optional<OrderResult>> giver = meanwhile(() -> desk.carryOut(host, order, LONG));
        assertThat(desk.await(host, life, LONG)).containsExactly(order);
        desk.answer(new HostId(UUID.randomUUID()), new OrderResult(order.id(), "host-failed", "forged"));
        desk.answer(host, done(order));
        assertThat(giver.get()).contains(done(order));
    }

    @Test
    void whoSeemedToListenAndDidNotAnswerIsNotBelievedUntilItWaitsAgain() throws Exception {
        assertThat(desk.listening(host)).isFalse();
        assertThat(desk.await(host, life, AT_ONCE)).isEmpty();
        assertThat(desk.listening(host)).isTrue();
        Order order = order();
        assertThat(desk.carryOut(host, order, AT_ONCE)).isEmpty();
        assertThat(desk.listening(host)).isFalse();
        // What was given up is not handed out later.
        assertThat(desk.await(host, life, AT_ONCE)).isEmpty();
        assertThat(desk.listening(host)).isTrue();
    }
}
