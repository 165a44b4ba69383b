package org.usher.dist.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianIsInTheMiddleWhateverTheOrder() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
        assertThat(Statistics.median(List.of(4.0, 100.0, 1.0, 2.0))).isEqualTo(3.0);
        assertThat(Statistics.median(List.of(7.0))).isEqualTo(7.0);
    }

    @Test
    void aPercentileIsOneOfTheValues() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();

        assertThat(Statistics.percentile(hundred, 50)).isEqualTo(50.0);
        assertThat(Statistics.percentile(hundred, 99)).isEqualTo(99.0);
        assertThat(Statistics.percentile(hundred, 100)).isEqualTo(100.0);
        assertThat(Statistics.percentile(List.of(3.0, 8.0), 99)).isEqualTo(8.0);
        assertThat(Statistics.percentile(List.of(3.0, 8.0), 1)).isEqualTo(3.0);
    }

    @Test
    void nothingHasNoStatistics() {
        assertThatThrownBy(() -> Statistics.median(List.of())).hasMessageContaining("values: none");
        assertThatThrownBy(() -> Statistics.percentile(List.of(1.0), 0)).hasMessageContaining("percent: 0.0");
        assertThatThrownBy(() -> Statistics.percentile(List.of(1.0), 101)).hasMessageContaining("percent: 101.0");
    }
}
