package org.usher.wire.tsgu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One place has many names; another place has none of them. */
class DestinationTest {

    @ParameterizedTest
    @CsvSource({
        "host.example, 3389, host.example, 3389",
        "HOST.Example., 3389, host.example, 3389",
        "host.example, 0, host.example, 3389",
        "host.example:3390, 3389, host.example, 3390",
        "192.0.2.7, 3390, 192.0.2.7, 3390",
        "192.0.2.7:3390, 3389, 192.0.2.7, 3390",
        "2001:db8::7, 3390, 2001:DB8:0:0::7, 3390",
        "[2001:db8::7], 3390, 2001:db8::7, 3390",
        "[2001:db8::7]:3391, 3389, 2001:db8::7, 3391",
    })
    void isOneInAllItsForms(String name, int port, String host, int itsPort) {
        assertThat(Destination.named(name, port)).contains(new Destination(host, itsPort));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ":3389",
                "host:",
                "host:0",
                "host:65536",
                "host:+1",
                "host:123456",
                "two words",
                "h\u00f6st",
                "a\0b",
                "[2001:db8::7",
                "[2001:db8::7]x",
                "[2001:db8::7]:",
                "2001:db8::7:",
                "fe80::1%lo",
                "[fe80::1%1]",
                "a:b:c",
                "host..",
                "[host",
                "host]",
                "a/b",
                "a@b",
                "a%b",
                "[]"
            })
    void isNoneOfThese(String name) {
        assertThat(Destination.named(name, 3389)).isEmpty();
    }

    @Test
    void hasAnEnd() {
        assertThat(Destination.named("x".repeat(255), 1)).isPresent();
        assertThat(Destination.named("x".repeat(256), 1)).isEmpty();
        assertThatThrownBy(() -> new Destination("host", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNotAnother() {
        assertThat(new Destination("host.example", 3389))
                .isNotEqualTo(new Destination("host.example", 3390))
                .isNotEqualTo(new Destination("ghost.example", 3389));
    }
}
