package org.usher.domain.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.domain.farm.SiteId;

class HostTest {

    private static Host at(String target) {
        return new Host(new HostId(new UUID(0, 1)), new SiteId(new UUID(0, 2)), "host", target, HostState.ENABLED, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "host.example:3389, 192.0.2.7, true",
        "127.0.0.1:3389, 192.0.2.7, false",
        "localhost:3389, 192.0.2.7, false",
        "[::1]:3389, 2001:db8::7, false",
        "127.0.0.1:3389, 127.0.0.1, true",
        "[::1]:3389, ::1, true",
        "127.0.0.1:3389, 0:0:0:0:0:0:0:1, true",
        "localhost.example:3389, 192.0.2.7, true"
    })
    void aLoopbackAddressLeadsNowhereFromElsewhere(String target, String client, boolean reachable) {
        assertThat(at(target).reachableFrom(client)).isEqualTo(reachable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "zz00000000000000000000000000000000000000000000000000000000000000",
                "AB00000000000000000000000000000000000000000000000000000000000000"
            })
    void aPinIsADigestInOneForm(String text) {
        assertThatThrownBy(() -> new HostKind.Pinned(text)).hasMessageContaining("sha256");
    }

    @Test
    void aHostIsManagedWhenNothingElseIsSaid() {
        assertThat(at("host.example:3389").managed()).isTrue();
    }
}
