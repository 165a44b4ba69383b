package org.usher.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockOutTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private static Duration waitAfter(int failures) {
        return Duration.between(NOW, LockOut.USUAL.closedUntil(failures, NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5})
    void theFirstMistakesCostNothing(int failures) {
        assertThat(waitAfter(failures)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"6,30", "7,60", "8,120", "9,240", "10,480", "11,900", "12,900"})
    void thenTheWaitDoublesUpToAQuarterOfAnHour(int failures, long seconds) {
        assertThat(waitAfter(failures)).hasSeconds(seconds);
    }

    @Test
    void theWaitNeverGetsShorterHoweverManyMistakes() {
        Duration last = Duration.ZERO;
        for (int failures = 0; failures < 200; failures++) {
            assertThat(waitAfter(failures)).as("after %d", failures).isGreaterThanOrEqualTo(last);
            last = waitAfter(failures);
        }
        assertThat(waitAfter(Integer.MAX_VALUE)).isEqualTo(LockOut.USUAL.longestWait());
    }

    @Test
    void aFirstWaitAboveTheLongestIsCut() {
        LockOut strict = new LockOut(0, Duration.ofHours(2), Duration.ofHours(1));
        assertThat(strict.closedUntil(1, NOW)).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }
}
