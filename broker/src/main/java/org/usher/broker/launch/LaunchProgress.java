package org.usher.broker.launch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.broker.events.EventHub;
import org.usher.broker.store.JdbcLaunches;
import org.usher.domain.launch.LaunchId;

/** Passes on each stage that a launch reaches: to who listens, and to the metrics. */
public final class LaunchProgress implements JdbcLaunches.Progress {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchProgress.class);

    /** Where the histogram's steps are: around what is quick, what is usual, and what people wait for. */
    private static final Duration[] STEPS = LongStream.of(
                    25, 50, 100, 250, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 15_000, 30_000, 60_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final EventHub events;
    private final MeterRegistry metrics;

    public LaunchProgress(EventHub events, MeterRegistry metrics) {
        this.events = events;
        this.metrics = metrics;
    }

    @Override
    public void reached(LaunchId launch, String stage, JdbcLaunches.Step step) {
        events.tell(new EventHub.LaunchOf(step.user(), launch));
        step.spent()
                .ifPresent(spent -> Timer.builder("usher.launch.stage")
                        .description("How long the stages of launches take, each since the one before it")
                        .tag("host", step.host().orElse("none"))
                        .tag("stage", stage)
                        .serviceLevelObjectives(STEPS)
                        .register(metrics)
                        .record(spent));
    }

    /** It came to nothing at this stage. */
    void failed(LaunchId launch, String stage, String reason, JdbcLaunches.Step step) {
        LOG.info("launch {} failed at {}: {}", launch, stage, reason);
        metrics.counter("usher.launch.failures", "stage", stage, "reason", reason)
                .increment();
        events.tell(new EventHub.LaunchOf(step.user(), launch));
    }
}
