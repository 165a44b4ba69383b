package org.usher.broker.http;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.usher.broker.launch.LaunchWatch;
import org.usher.broker.store.JdbcLaunches;
import org.usher.broker.store.PlacementView;
import org.usher.domain.launch.LaunchQueue;
import org.usher.domain.launch.LaunchStage;
import org.usher.domain.launch.LaunchTimeline;
import org.usher.domain.launch.UsualTimes;

/** Launches with their timelines, as the API shows them. */
public final class LaunchViews {

    private final LaunchWatch watch;
    private final LaunchQueue queue;

    public LaunchViews(LaunchWatch watch, LaunchQueue queue) {
        this.watch = watch;
        this.queue = queue;
    }

    /**
     * A stage that was reached, or at which it failed.
     *
     * @param ms since the click
     * @param spentMs since the stage before it
     * @param slow whether that was longer than usual
     */
    record Stage(
            String stage,
            long ms,
            long spentMs,
            boolean slow,
            @Nullable String failure) {}

    /** A stage that is waited for, longer than usual. */
    record Stuck(String stage, long seconds) {}

    /**
     * One's own launch.
     *
     * @param queuePosition 1 is next; null when it does not wait
     */
    record Launch(
            UUID id,
            UUID key,
            String state,
            @Nullable String reason,
            @Nullable String host,
            List<Stage> stages,
            @Nullable Stuck stuck,
            @Nullable Integer queuePosition) {}

    /** A launch as administrators see it. */
    record AdminLaunch(
            UUID id,
            String user,
            @Nullable String resource,
            @Nullable String host,
            String at,
            String state,
            @Nullable String reason,
            @Nullable String detail,
            String client,
            String address,
            List<Stage> stages,
            @Nullable Stuck stuck,
            @Nullable PlacementView placement) {}

    Launch own(JdbcLaunches.Shown launch) {
        return new Launch(
                launch.id().value(),
                UUID.fromString(launch.click()),
                launch.state(),
                orNull(launch.reason()),
                launch.host().orElse(null),
                stages(launch),
                stuck(launch),
                queuePosition(launch));
    }

    private @Nullable Integer queuePosition(JdbcLaunches.Shown launch) {
        OptionalInt position = launch.state().equals("pending") ? queue.position(launch.id()) : OptionalInt.empty();
        return position.isPresent() ? position.getAsInt() : null;
    }

    AdminLaunch admin(JdbcLaunches.Shown launch) {
        return new AdminLaunch(
                launch.id().value(),
                launch.userName(),
                launch.resource().orElse(null),
                launch.host().orElse(null),
                launch.at().toString(),
                launch.state(),
                orNull(launch.reason()),
                orNull(launch.detail()),
                launch.client(),
                launch.address(),
                stages(launch),
                stuck(launch),
                launch.placement().orElse(null));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private @Nullable Stuck stuck(JdbcLaunches.Shown launch) {
        return watch.stuck(launch)
                .map(stuck -> new Stuck(stuck.stage().word(), stuck.waited().toSeconds()))
                .orElse(null);
    }

    private List<Stage> stages(JdbcLaunches.Shown launch) {
        LaunchTimeline timeline = launch.timeline();
        UsualTimes usual = watch.usual(launch);
        return launch.stages().stream()
                .flatMap(reached -> LaunchStage.ofWord(reached.stage()).stream()
                        .map(stage -> new Stage(
                                stage.word(),
                                reached.ms(),
                                timeline.spent(stage).toMillis(),
                                !isPersons(launch, stage) && timeline.slow(stage, usual),
                                orNull(reached.failure()))))
                .toList();
    }

    /** A connection file waits until somebody opens it; nobody is slow then. */
    private static boolean isPersons(JdbcLaunches.Shown launch, LaunchStage stage) {
        return launch.client().equals("rdp") && stage == LaunchStage.TUNNEL;
    }
}
