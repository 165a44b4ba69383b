package org.usher.domain.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.usher.domain.testing.Seeded;

/**
 * Whole farms in memory: many users click at once, hosts come, go, are slow and lie, rights are given and taken, and after
 * each event the invariants of {@link SimulatedFarm} hold. Launches are real code on threads of their own, but only one moves
 * at a time, and the seed decides which.
 *
 * <p>A failure names its seed. To replay it: {@code mvn -pl domain test -Dtest=FarmSimulationTest -Dusher.seed=…}; it comes
 * out the same each time, so a breakpoint in {@link SimulatedFarm#step} may be set and the events counted. To look for more
 * than a build has time for: {@code -Dusher.rounds=100000}.
 */
class FarmSimulationTest {

    private static final int EVENTS = 400;

    @Test
    void whateverHappensTheInvariantsHold() {
        Map<String, Integer> happened = new TreeMap<>();
        Seeded.rounds(200, random -> {
            SimulatedFarm farm = new SimulatedFarm(random);
            for (int event = 0; event < EVENTS; event++) {
                try {
                    farm.step();
                } catch (AssertionError broken) {
                    throw new AssertionError("event " + event + ": " + broken.getMessage(), broken);
                }
            }
            farm.settle();
            farm.happened().forEach((what, times) -> happened.merge(what, times, Integer::sum));
        });
        if (Long.getLong("usher.seed") == null) {
            // A simulation in which nothing happens would hold anything.
            assertThat(happened)
                    .containsKeys(
                            "connect",
                            "opened",
                            "file",
                            "file of an unmanaged host",
                            "came back",
                            "reserve: RESERVED",
                            "reserve: ALREADY_THERE",
                            "crash",
                            "waits",
                            "told its position",
                            "takes its place up again",
                            "given up",
                            LaunchRefusal.RESOURCE_UNKNOWN.code(),
                            LaunchRefusal.SESSION_UNKNOWN.code(),
                            LaunchRefusal.ALL_FULL.code(),
                            LaunchRefusal.NO_HOST_AVAILABLE.code(),
                            LaunchRefusal.HOST_MAINTENANCE.code(),
                            LaunchRefusal.HOST_DISABLED.code(),
                            LaunchRefusal.SESSION_CONFLICT.code(),
                            LaunchRefusal.HOST_NOT_ANSWERING.code(),
                            LaunchRefusal.PROGRAM_MISSING.code(),
                            LaunchRefusal.MODE_NOT_ALLOWED.code(),
                            LaunchRefusal.QUEUE_TIMEOUT.code(),
                            LaunchRefusal.UNDER_WAY.code());
        }
    }
}
