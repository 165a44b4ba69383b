package org.usher.domain.hosts;

import java.time.Instant;

/**
 * What a host's agent last reported.
 *
 * @param at when the report came, by the broker's clock; the host's own clock is not believed
 * @param cpu the part of its processors that was busy over the last minute, 0 to 1
 * @param memory the part of its memory that is not available, 0 to 1
 * @param sessions how many sessions it has that the farm did not start, or has lost
 */
public record HostLoad(Instant at, double cpu, double memory, int sessions) {

    public HostLoad {
        requireRatio("cpu", cpu);
        requireRatio("memory", memory);
        if (sessions < 0) {
            throw new IllegalArgumentException("sessions: " + sessions + " (expected: >= 0)");
        }
    }

    private static void requireRatio(String field, double value) {
        // Written so that NaN is refused too.
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: 0 to 1)");
        }
    }
}
