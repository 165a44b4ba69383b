package org.usher.domain.launch;

import java.time.Duration;
import java.util.Map;

/**
 * How long the stages of launches usually take on a host.
 *
 * @param most for each stage that was seen, what 95 of 100 launches did not need longer than
 */
public record UsualTimes(Map<LaunchStage, Duration> most) {

    /** Nobody is told sooner that something takes long. */
    public static final Duration SHORTEST = Duration.ofSeconds(3);

    /** Nobody is left in the dark for longer, however slow the host is every day. */
    public static final Duration LONGEST = Duration.ofSeconds(15);

    /** Of a host that nothing is known of. */
    public static final UsualTimes NONE = new UsualTimes(Map.of());

    public UsualTimes {
        most = Map.copyOf(most);
    }

    /** A stage that takes longer is slow. */
    public Duration patience(LaunchStage stage) {
        Duration usual = most.getOrDefault(stage, Duration.ZERO);
        if (usual.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return usual.compareTo(LONGEST) > 0 ? LONGEST : usual;
    }
}
