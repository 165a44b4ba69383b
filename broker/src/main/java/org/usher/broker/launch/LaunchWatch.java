package org.usher.broker.launch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.broker.events.EventHub;
import org.usher.broker.store.JdbcLaunchTimes;
import org.usher.broker.store.JdbcLaunches;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchStage;
import org.usher.domain.launch.LaunchTimeline;
import org.usher.domain.launch.UsualTimes;

/**
 * Looks at the launches under way, and says when one hangs: nothing happens then that anybody else could tell of. What is
 * usual on a host is what it took there in the last day.
 *
 * <p>Each broker looks for itself, since each has its own listeners.
 */
public final class LaunchWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchWatch.class);
    private static final long EVERY_MILLIS = 1_000;

    /** What is usual does not change within a minute, and to ask for it is work. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final Duration LAST_DAY = Duration.ofDays(1);

    private final JdbcLaunches launches;
    private final JdbcLaunchTimes times;
    private final EventHub events;
    private final SiteId site;
    private final InstantSource clock;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("launch-watch").factory());
    private volatile Usual usual = new Usual(Instant.EPOCH, Map.of());
    private Set<Hanging> hanging = Set.of();

    private record Usual(Instant asked, Map<HostId, UsualTimes> times) {}

    private record Hanging(LaunchId launch, LaunchStage stage) {}

    public LaunchWatch(
            JdbcLaunches launches, JdbcLaunchTimes times, EventHub events, SiteId site, InstantSource clock) {
        this.launches = launches;
        this.times = times;
        this.events = events;
        this.site = site;
        this.clock = clock;
    }

    /** Looks once a second, until closed. */
    public void start() {
        // The look catches what it throws, so the future has nothing to tell.
        ScheduledFuture<?> _ =
                clockwork.scheduleWithFixedDelay(this::lookSafely, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException failed) {
            // The database may be away; the next time may be better, and the clockwork must go on.
            LOG.warn("could not look at the launches under way: {}", failed.toString());
        }
    }

    private void look() {
        Set<Hanging> now = new HashSet<>();
        for (JdbcLaunches.Shown launch : launches.underWay(site)) {
            stuck(launch).ifPresent(stuck -> {
                Hanging found = new Hanging(launch.id(), stuck.stage());
                now.add(found);
                if (!hanging.contains(found)) {
                    LOG.info(
                            "launch {} waits for {} on {} for {} ms",
                            launch.id(),
                            stuck.stage().word(),
                            launch.host().orElse("no host"),
                            stuck.waited().toMillis());
                    events.tell(new EventHub.LaunchOf(launch.user(), launch.id()));
                }
            });
        }
        hanging = now;
    }

    /** The stage at which a launch hangs. */
    public Optional<LaunchTimeline.Stuck> stuck(JdbcLaunches.Shown launch) {
        return launch.timeline().stuck(launch.age(), usual(launch));
    }

    /** How long stages usually take on the launch's host. */
    public UsualTimes usual(JdbcLaunches.Shown launch) {
        return launch.hostId()
                .map(host -> usual().getOrDefault(host, UsualTimes.NONE))
                .orElse(UsualTimes.NONE);
    }

    private Map<HostId, UsualTimes> usual() {
        Usual known = usual;
        Instant now = clock.instant();
        if (known.asked().plus(KEPT).isAfter(now)) {
            return known.times();
        }
        Map<HostId, Map<LaunchStage, Duration>> most = new HashMap<>();
        times.over(site, LAST_DAY)
                .forEach(time -> LaunchStage.ofWord(time.stage())
                        .ifPresent(stage -> most.computeIfAbsent(time.host(), any -> new EnumMap<>(LaunchStage.class))
                                .put(stage, Duration.ofMillis(time.p95()))));
        Map<HostId, UsualTimes> fresh = new HashMap<>();
        most.forEach((host, stages) -> fresh.put(host, new UsualTimes(stages)));
        usual = new Usual(now, Map.copyOf(fresh));
        return fresh;
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
