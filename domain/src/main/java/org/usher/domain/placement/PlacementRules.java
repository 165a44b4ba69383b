package org.usher.domain.placement;

import java.time.Duration;

/**
 * How the least-loaded host is found.
 *
 * @param sessionsWeight how much the ratio of sessions to the host's cap counts, 0 to switch it off
 * @param cpuWeight how much the busy part of the processors counts
 * @param memoryWeight how much the used part of the memory counts
 * @param deadTime a host that has been silent for longer is not used
 */
public record PlacementRules(double sessionsWeight, double cpuWeight, double memoryWeight, Duration deadTime) {

    /** Sessions count as much as processors and memory together; 15 seconds of silence are too long. */
    public static final PlacementRules USUAL = new PlacementRules(2, 1, 1, Duration.ofSeconds(15));

    public PlacementRules {
        double sum = sessionsWeight + cpuWeight + memoryWeight;
        // Written so that NaN and infinity are refused too.
        if (!(sessionsWeight >= 0 && cpuWeight >= 0 && memoryWeight >= 0 && sum > 0 && sum <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("weights: " + sessionsWeight + ", " + cpuWeight + ", " + memoryWeight
                    + " (expected: none below 0, and one above)");
        }
    }
}
