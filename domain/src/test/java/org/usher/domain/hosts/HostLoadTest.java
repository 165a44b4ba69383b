package org.usher.domain.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.domain.farm.SiteId;

class HostLoadTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aRatioIsFromNoughtToOne(double ratio) {
        assertThatThrownBy(() -> new HostLoad(NOW, ratio, 0, 0)).hasMessageContaining("cpu: " + ratio);
        assertThatThrownBy(() -> new HostLoad(NOW, 0, ratio, 0)).hasMessageContaining("memory: " + ratio);
    }

    @Test
    void fewerThanNoSessionsAreRefused() {
        assertThatThrownBy(() -> new HostLoad(NOW, 0, 0, -1)).hasMessageContaining("sessions: -1");
    }

    @Test
    void aHostHasRoomForOneAtLeast() {
        assertThatThrownBy(() -> host(0)).hasMessageContaining("maxSessions: 0");
    }

    private static Host host(int maxSessions) {
        return new Host(
                new HostId(new UUID(0, 2)),
                new SiteId(new UUID(0, 1)),
                "host",
                "host:3389",
                HostState.ENABLED,
                maxSessions);
    }

    @Test
    void sessionsAreTheReportedAndThePromisedOnes() {
        HostLoad load = new HostLoad(NOW, 0, 0, 3);
        assertThat(new HostFacts(host(9), Optional.of(load), true, HostFacts.Rdp.ANSWERS, 2).sessions())
                .isEqualTo(5);
        assertThat(new HostFacts(host(9), Optional.empty(), true, HostFacts.Rdp.ANSWERS, 2).sessions())
                .isEqualTo(2);
    }
}
