package org.usher.dist.simulate;

import java.time.Duration;
import java.util.List;

/**
 * A farm on paper, what is launched on it, and the policies to compare.
 *
 * @param hosts every host by itself
 * @param reportEvery how often hosts report their load
 * @param kinds what sessions cost; one of them is drawn for each launch, by their shares
 * @param launches when somebody launches, since the beginning, in order
 * @param watched how long is looked on
 * @param seed of what is drawn: the same for every policy, so that all of them see the same people
 */
record Scenario(
        List<PaperHost> hosts,
        Duration reportEvery,
        List<Kind> kinds,
        List<Policy> policies,
        List<Duration> launches,
        Duration watched,
        long seed) {

    /**
     * A host.
     *
     * @param maxSessions its cap
     * @param joins when it comes into the farm
     */
    record PaperHost(String name, int maxSessions, double cores, double memoryGb, Duration joins) {}

    /**
     * What a session costs.
     *
     * @param share how often this kind is drawn, in proportion to the others
     * @param cores how many processors it keeps busy, while it lasts
     * @param logonCores how many processors its beginning keeps busy
     * @param logon how long that takes on a host that has them to spare
     */
    record Kind(double share, double cores, double memoryGb, Duration lasts, double logonCores, Duration logon) {}

    Scenario {
        hosts = List.copyOf(hosts);
        kinds = List.copyOf(kinds);
        policies = List.copyOf(policies);
        launches = launches.stream().sorted().toList();
    }
}
