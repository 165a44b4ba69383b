package org.usher.domain.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.domain.launch.LaunchRequest.Screen;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.testing.InMemoryFarm;

class LaunchRequestTest {

    private static LaunchRequest keyed(String key) {
        InMemoryFarm farm = new InMemoryFarm();
        return new LaunchRequest(
                farm.user("alice"),
                key,
                new LaunchRequest.Return(new SessionId(new UUID(0, 1))),
                new LaunchRequest.Browser("client"),
                "192.0.2.1",
                Set.of(),
                new Screen(1024, 768));
    }

    @Test
    void aKeyHasUpToSixtyFourCharacters() {
        assertThat(keyed("x".repeat(64)).key()).hasSize(64);
        assertThatThrownBy(() -> keyed("x".repeat(65))).hasMessageContaining("1 to 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void aKeyIsNotBlank(String key) {
        assertThatThrownBy(() -> keyed(key)).hasMessageContaining("key:");
    }

    @ParameterizedTest
    @CsvSource({
        "1024,768,1024,768",
        "1025,769,1024,769",
        "0,0,200,200",
        "-5,100000,200,8192",
        "199,8193,200,8192",
        "2147483647,-2147483648,8192,200"
    })
    void aScreenIsTheNearestThatWorks(int width, int height, int nearestWidth, int nearestHeight) {
        assertThat(Screen.nearest(width, height)).isEqualTo(new Screen(nearestWidth, nearestHeight));
    }
}
