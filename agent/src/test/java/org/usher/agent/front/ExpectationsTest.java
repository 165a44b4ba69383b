package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.agent.control.FrontOrder;

class ExpectationsTest {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private final Expectations expectations = new Expectations(() -> now);

    private static FrontOrder.Expect client(UUID launch, UUID session, String client) {
        return new FrontOrder.Expect(1, launch, session, UUID.randomUUID(), "alice", client, "shell", 60);
    }

    private FrontOrder.Expect expected() {
        FrontOrder.Expect client = client(UUID.randomUUID(), UUID.randomUUID(), "client");
        expectations.expect(client);
        return client;
    }

    @Test
    void areClaimedOnce() {
        FrontOrder.Expect client = expected();
        assertThat(expectations.claim(UUID.randomUUID())).isEmpty();
        assertThat(expectations.claim(client.launch())).contains(client);
        assertThat(expectations.claim(client.launch())).isEmpty();
    }

    @Test
    void lapse() {
        FrontOrder.Expect early = expected();
        now += Duration.ofSeconds(59).toNanos();
        FrontOrder.Expect later = expected();
        now += Duration.ofSeconds(2).toNanos();
        // The clock has run over the end of its numbers meanwhile, as it may.
        assertThat(expectations.claim(early.launch())).isEmpty();
        assertThat(expectations.claim(later.launch())).contains(later);
    }

    @Test
    void areForgottenWithTheirSessionOrClient() {
        FrontOrder.Expect first = client(UUID.randomUUID(), UUID.randomUUID(), "one");
        FrontOrder.Expect second = client(UUID.randomUUID(), UUID.randomUUID(), "two");
        FrontOrder.Expect third = client(UUID.randomUUID(), UUID.randomUUID(), "two");
        expectations.expect(first);
        expectations.expect(second);
        expectations.expect(third);

        expectations.forgetSession(second.session());
        expectations.forgetClient("one");

        assertThat(expectations.claim(first.launch())).isEmpty();
        assertThat(expectations.claim(second.launch())).isEmpty();
        assertThat(expectations.claim(third.launch())).contains(third);
    }

    @Test
    void areOnlyOfWhatArrivesWhole() {
        UUID any = UUID.randomUUID();
        for (String shell : new String[] {"x".repeat(256), "\u20ac".repeat(171), "a\0b"}) {
            assertThatThrownBy(() -> new FrontOrder.Expect(1, any, any, any, "alice", "client", shell, 60))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new FrontOrder.Expect(1, any, any, any, shell, "client", "shell", 60))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new FrontOrder.Expect(1, any, any, any, "", "client", "shell", 60))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
