package org.usher.dist.simulate;

import java.time.Duration;
import java.util.List;

/**
 * What came of a policy.
 *
 * @param samples the sessions of each host over time
 * @param refused how many launches found no host
 * @param mostSessions the most sessions of one host, as a part of its cap
 * @param spread the widest gap between the fullest and the emptiest host, as parts of their caps
 * @param mostLogons the most sessions that began at once on one host
 * @param logon half of the sessions began in no longer than that
 * @param slowLogon 95 of 100 sessions began in no longer than that
 */
record Outcome(
        String policy,
        List<Simulation.Sample> samples,
        int launches,
        int refused,
        double mostSessions,
        double spread,
        int mostLogons,
        Duration logon,
        Duration slowLogon) {

    /** How many points a curve has. */
    static final int POINTS = 300;

    static Outcome of(
            String policy,
            Scenario scenario,
            List<Simulation.Sample> samples,
            List<Double> logons,
            int refused,
            int mostLogons,
            double spread) {
        double most = 0;
        for (Simulation.Sample sample : samples) {
            for (int host = 0; host < scenario.hosts().size(); host++) {
                most = Math.max(
                        most,
                        (double) sample.sessions().get(host)
                                / scenario.hosts().get(host).maxSessions());
            }
        }
        List<Double> sorted = logons.stream().sorted().toList();
        return new Outcome(
                policy,
                samples,
                scenario.launches().size(),
                refused,
                most,
                spread,
                mostLogons,
                part(sorted, 0.5),
                part(sorted, 0.95));
    }

    private static Duration part(List<Double> sorted, double part) {
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        int index = Math.clamp((long) Math.ceil(part * sorted.size()) - 1, 0, sorted.size() - 1);
        return Duration.ofSeconds(Math.round(sorted.get(index)));
    }
}
