package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.usher.wire.rdp.ClientInfo;

class SignOnsTest {

    private long now;
    private final SignOns signOns = new SignOns(new SecureRandom(), () -> now);
    private final List<String> used = new ArrayList<>();

    private String make(String account) {
        return signOns.make(account, () -> used.add(account));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void areGoodOnce() {
        String credential = make("alice");
        assertThat(signOns.take("alice", credential)).isTrue();
        assertThat(signOns.take("alice", credential)).isFalse();
        assertThat(used).containsExactly("alice");
    }

    @Test
    void areGoodForTheirAccountAndNotForATry() {
        String credential = make("alice");
        assertThat(signOns.take("bob", credential)).isFalse();
        // Whoever holds it for another account is not the front's client: it is worth nothing from then on.
        assertThat(signOns.take("alice", credential)).isFalse();
        assertThat(used).isEmpty();
    }

    @Test
    void areNotGuessed() {
        make("alice");
        assertThat(signOns.take("alice", "")).isFalse();
        assertThat(signOns.take("alice", "password")).isFalse();
        assertThat(signOns.take("", "")).isFalse();
    }

    @Test
    void areGoodForHalfAMinute() {
        String early = make("alice");
        pass(Duration.ofSeconds(20));
        String later = make("alice");
        pass(Duration.ofSeconds(11));
        assertThat(signOns.take("alice", early)).isFalse();
        assertThat(signOns.take("alice", later)).isTrue();
        String last = make("alice");
        pass(Duration.ofSeconds(31));
        assertThat(signOns.take("alice", last)).isFalse();
    }

    @Test
    void areEachTheirOwnAndArriveWhole() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String credential = make("alice");
            assertThat(credential).hasSizeGreaterThanOrEqualTo(32);
            assertThat(ClientInfo.arrivesWhole(credential)).isTrue();
            all.add(credential);
        }
        assertThat(all).hasSize(1000);
    }
}
