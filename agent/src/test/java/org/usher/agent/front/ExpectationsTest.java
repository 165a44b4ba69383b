package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.usher.agent.control.FrontOrder;
import org.usher.link.host.Permissions;
import org.usher.wire.Octets;

class ExpectationsTest {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private final Expectations expectations = new Expectations(() -> now);

    private static FrontOrder.Expect client(UUID launch, UUID session, String client) {
        return expect(launch, session, "alice", client, "shell", null);
    }

    private static FrontOrder.Expect expect(
            UUID launch, UUID session, String account, String client, String shell, @Nullable String codeDigest) {
        return new FrontOrder.Expect(
                1, launch, session, UUID.randomUUID(), account, client, shell, 60, codeDigest, false, Permissions.ALL);
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
    void areClaimedOnceByCodeOrByLaunch() {
        Octets code = Octets.digestOf("code");
        FrontOrder.Expect client =
                expect(UUID.randomUUID(), UUID.randomUUID(), "alice", "client", "shell", code.text());
        FrontOrder.Expect browser = expected();
        expectations.expect(client);
        assertThat(expectations.claim(Octets.digestOf("another"))).isEmpty();
        assertThat(expectations.expected(client.launch())).contains(client);
        assertThat(expectations.claim(code)).contains(client);
        assertThat(expectations.claim(code)).isEmpty();
        assertThat(expectations.claim(client.launch())).isEmpty();
        assertThat(expectations.expected(browser.launch())).contains(browser);

        expectations.expect(client);
        assertThat(expectations.claim(client.launch())).contains(client);
        assertThat(expectations.claim(code)).isEmpty();

        expectations.expect(client);
        now += Duration.ofSeconds(61).toNanos();
        assertThat(expectations.expected(client.launch())).isEmpty();
        assertThat(expectations.claim(code)).isEmpty();
    }

    @Test
    void areKnownByAWholeDigest() {
        UUID any = UUID.randomUUID();
        for (String digest : new String[] {"", "code", Octets.digestOf("x").text() + "=", "AAAA"}) {
            assertThatThrownBy(() -> expect(any, any, "alice", "client", "shell", digest))
                    .isInstanceOf(IllegalArgumentException.class);
        }
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
            assertThatThrownBy(() -> expect(any, any, "alice", "client", shell, null))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> expect(any, any, shell, "client", "shell", null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> expect(any, any, "", "client", "shell", null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
