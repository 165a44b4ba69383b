package org.usher.domain.launch;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a launch has come, what each stage took, and at which one it hangs.
 *
 * <p>From the ticket on two things go on at once: the client comes (tunnel, host connected, sign-on), and the host makes the
 * session ahead of it (session created, launcher, first window). So a stage follows the one before it in its own line, and
 * not whatever else happened last.
 *
 * @param course what is still to be waited for
 * @param reached the stages so far, in the order of time
 */
public record LaunchTimeline(Course course, List<Reached> reached) {

    private static final Set<LaunchStage> CLIENT =
            EnumSet.of(LaunchStage.TUNNEL, LaunchStage.HOST_CONNECTED, LaunchStage.SIGN_ON);
    private static final Set<LaunchStage> SESSION =
            EnumSet.of(LaunchStage.SESSION_CREATED, LaunchStage.LAUNCHER, LaunchStage.FIRST_WINDOW);

    /** What nobody has heard of for so long is not waited for any more, by the user least of all. */
    static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** What is still to be waited for. */
    public enum Course {
        /** A page comes to a session on a host with an agent. */
        PAGE,
        /** A file waits until somebody opens it; from then on it goes as with a page. */
        FILE,
        /** The resource opens in a session that its user sees already. */
        IN_PLACE,
        /** The host has no agent: what comes after the ticket is up to a person or seen by nobody. */
        UNSEEN,
        /** Nothing: it runs, or has come to nothing. */
        OVER
    }

    /**
     * A stage that was reached, or at which the launch failed.
     *
     * @param at since the click
     */
    public record Reached(LaunchStage stage, Duration at, boolean failed) {}

    /**
     * A stage that is waited for, longer than usual.
     *
     * @param waited since the stage before it was reached
     */
    public record Stuck(LaunchStage stage, Duration waited) {}

    public LaunchTimeline {
        reached = reached.stream()
                .sorted(Comparator.comparing(Reached::at).thenComparing(Reached::stage))
                .toList();
    }

    /** The stages of which one has to be reached before this one can be. */
    public static Set<LaunchStage> before(LaunchStage stage) {
        return Stream.of(LaunchStage.values())
                .filter(other -> other.compareTo(stage) < 0)
                .filter(other -> line(other).isEmpty() || line(other).equals(line(stage)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<LaunchStage> line(LaunchStage stage) {
        return CLIENT.contains(stage) ? CLIENT : SESSION.contains(stage) ? SESSION : Set.of();
    }

    /** What the stage took: the time since the one before it; the time since the click for the first. */
    public Duration spent(LaunchStage stage) {
        Duration at = at(stage).orElse(Duration.ZERO);
        // Back in a session that is there, a window may come before the ticket: it has taken no time since that.
        return at.minus(since(stage, at));
    }

    private Optional<Duration> at(LaunchStage stage) {
        return reached.stream()
                .filter(one -> one.stage() == stage)
                .map(Reached::at)
                .findFirst();
    }

    private Duration since(LaunchStage stage, Duration atMost) {
        return last(before(stage), atMost);
    }

    private Duration last(Set<LaunchStage> stages, Duration atMost) {
        return reached.stream()
                .filter(one -> stages.contains(one.stage()))
                .map(Reached::at)
                .filter(at -> at.compareTo(atMost) <= 0)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Whether the stage took longer than it usually does. */
    public boolean slow(LaunchStage stage, UsualTimes usual) {
        return spent(stage).compareTo(usual.patience(stage)) > 0;
    }

    /**
     * The stage that the launch hangs at. The session's stages are waited for once the client is through: before that they
     * are done ahead of it, or come with it.
     *
     * @param now since the click
     */
    public Optional<Stuck> stuck(Duration now, UsualTimes usual) {
        return awaited()
                .map(stage -> new Stuck(stage, now.minus(waitingSince(stage, now))))
                .filter(stuck -> stuck.waited().compareTo(usual.patience(stuck.stage())) > 0)
                .filter(stuck -> stuck.waited().compareTo(FORGOTTEN) < 0);
    }

    private Duration waitingSince(LaunchStage stage, Duration now) {
        Duration since = since(stage, now);
        Duration client = last(CLIENT, now);
        return since.compareTo(client) > 0 ? since : client;
    }

    private Optional<LaunchStage> awaited() {
        if (course == Course.OVER || reached.stream().anyMatch(Reached::failed)) {
            return Optional.empty();
        }
        if (at(LaunchStage.TICKET).isEmpty()) {
            // Nothing else can be under way before the host has acknowledged.
            return Optional.of(at(LaunchStage.PLACED).isEmpty() ? LaunchStage.PLACED : LaunchStage.TICKET);
        }
        return switch (course) {
            case PAGE -> next(CLIENT).or(() -> next(SESSION));
            case FILE ->
                at(LaunchStage.TUNNEL).isEmpty()
                        ? Optional.empty()
                        : next(CLIENT).or(() -> next(SESSION));
            case IN_PLACE -> next(SESSION);
            case UNSEEN, OVER -> Optional.empty();
        };
    }

    /** A stage may be passed over (a session that exists is not created), so it goes on from the last one reached. */
    private Optional<LaunchStage> next(Set<LaunchStage> line) {
        Optional<LaunchStage> last =
                line.stream().filter(stage -> at(stage).isPresent()).max(Comparator.naturalOrder());
        return line.stream()
                .filter(stage -> last.isEmpty() || stage.compareTo(last.get()) > 0)
                .min(Comparator.naturalOrder());
    }
}
