package org.usher.domain.placement;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementRulesTest {

    @ParameterizedTest
    @CsvSource({"0,0,0", "-1,1,1", "1,-1,1", "1,1,-1", "NaN,1,1", "1,NaN,1", "1,1,NaN", "Infinity,1,1"})
    void weightsWithWhichNothingCanBeWeighedAreRefused(double sessions, double cpu, double memory) {
        assertThatThrownBy(() -> new PlacementRules(sessions, cpu, memory, Duration.ofSeconds(15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weights");
    }
}
