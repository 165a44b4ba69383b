package org.usher.domain.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementRulesTest {

    private static PlacementRules times(int dead, int report, int logons, int queue) {
        return new PlacementRules(
                PlacementRules.Method.RESOURCES,
                1,
                1,
                1,
                Duration.ofSeconds(dead),
                Duration.ofSeconds(report),
                logons,
                Duration.ofSeconds(queue));
    }

    @ParameterizedTest
    @CsvSource({
        "4,1,10,120,deadSeconds",
        "301,1,10,120,deadSeconds",
        "8,3,10,120,deadSeconds",
        "15,0,10,120,reportSeconds",
        "300,61,10,120,reportSeconds",
        "15,3,-1,120,logonsPerHost",
        "15,3,101,120,logonsPerHost",
        "15,3,10,9,queueSeconds",
        "15,3,10,601,queueSeconds"
    })
    void whatIsOutOfItsLimitsIsRefusedByName(int dead, int report, int logons, int queue, String field) {
        assertThatThrownBy(() -> times(dead, report, logons, queue))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": ");
    }

    @ParameterizedTest
    @CsvSource({"5,1,0,10", "300,60,100,600", "9,3,10,120"})
    void theLimitsThemselvesAreGood(int dead, int report, int logons, int queue) {
        assertThat(times(dead, report, logons, queue).deadTime()).hasSeconds(dead);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "-1,1,1", "1,-1,1", "1,1,-1", "NaN,1,1", "1,NaN,1", "1,1,NaN", "Infinity,1,1"})
    void weightsWithWhichNothingCanBeWeighedAreRefused(double sessions, double cpu, double memory) {
        assertThatThrownBy(() -> new PlacementRules(sessions, cpu, memory, Duration.ofSeconds(15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("eight");
    }
}
