package org.usher.broker.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.usher.broker.events.EventHub.Change;
import org.usher.broker.events.EventHub.Hosts;
import org.usher.broker.events.EventHub.Resources;
import org.usher.broker.events.EventHub.SessionsOf;
import org.usher.domain.identity.UserId;

class EventHubTest {

    private static final long LONG_MILLIS = 60_000;

    private final EventHub hub = new EventHub();

    private static SessionsOf somebody() {
        return new SessionsOf(new UserId(UUID.randomUUID()));
    }

    @Test
    void aListenerHearsWhatInterestsItInTheOrderInWhichItCame() throws Exception {
        try (EventHub.Listener listener = hub.listen(change -> !(change instanceof Hosts))) {
            SessionsOf one = somebody();
            SessionsOf two = somebody();
            List.of(two, new Hosts(), one, new Resources(), two).forEach(hub::tell);
            assertThat(listener.await(LONG_MILLIS)).containsExactly(two, one, new Resources());
            assertThat(listener.await(0)).isEmpty();
        }
    }

    @Test
    void aSlowListenerHoldsUpNobodyAndHearsEachThingOnce() throws Exception {
        try (EventHub.Listener slow = hub.listen(change -> true);
                EventHub.Listener quick = hub.listen(change -> true)) {
            SessionsOf one = somebody();
            List<Change> heard = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                hub.tell(one);
                if (i % 10_000 == 0) {
                    hub.tell(new Hosts());
                    heard.addAll(quick.await(LONG_MILLIS));
                }
            }
            assertThat(heard).hasSize(20);
            assertThat(slow.await(LONG_MILLIS)).containsExactly(one, new Hosts());
        }
    }

    @Test
    void aListenerThatWaitsIsWokenByANewsAndByTheEnd() throws Exception {
        try (EventHub.Listener listener = hub.listen(change -> true)) {
            CountDownLatch first = new CountDownLatch(1);
            CompletableFuture<Collection<Change>> news = new CompletableFuture<>();
            CompletableFuture<Collection<Change>> end = new CompletableFuture<>();
            Thread waiter = Thread.ofVirtual().start(() -> {
                try {
                    first.countDown();
                    news.complete(listener.await(LONG_MILLIS));
                    end.complete(listener.await(LONG_MILLIS));
                } catch (InterruptedException broken) {
                    news.completeExceptionally(broken);
                    end.completeExceptionally(broken);
                }
            });
            first.await();
            hub.tell(new Hosts());
            assertThat(news.get(30, TimeUnit.SECONDS)).containsExactly(new Hosts());
            hub.close();
            assertThat(end.get(30, TimeUnit.SECONDS)).isEmpty();
            assertThat(hub.closed()).isTrue();
            waiter.join();
        }
    }

    @Test
    void aListenerThatHasLeftHearsNothing() throws Exception {
        EventHub.Listener left = hub.listen(change -> true);
        left.close();
        hub.tell(new Hosts());
        assertThat(left.await(0)).isEmpty();
    }
}
