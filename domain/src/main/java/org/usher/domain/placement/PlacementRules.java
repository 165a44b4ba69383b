package org.usher.domain.placement;

import java.time.Duration;
import org.usher.domain.hosts.Host;

/**
 * How a host is chosen, and what is waited for.
 *
 * @param method by what hosts are compared
 * @param sessionsWeight how much the ratio of sessions to the host's cap counts, 0 to switch it off
 * @param cpuWeight how much the busy part of the processors counts
 * @param memoryWeight how much the used part of the memory counts
 * @param deadTime a host that has been silent for longer is not used; 5 to 300 seconds, and at least three reports
 * @param reportEvery how often hosts report, 1 to 60 seconds
 * @param logonsPerHost how many sessions may begin at once on a host that has no cap of its own, 0 for any number
 * @param queueTime how long a launch may wait for its turn to begin, 10 to 600 seconds
 */
public record PlacementRules(
        Method method,
        double sessionsWeight,
        double cpuWeight,
        double memoryWeight,
        Duration deadTime,
        Duration reportEvery,
        int logonsPerHost,
        Duration queueTime) {

    /** By what hosts are compared. */
    public enum Method {
        /** By their load: sessions, processors and memory. */
        RESOURCES,
        /** By how long ago they were given a session. */
        ROUND_ROBIN
    }

    /** The most sessions that may begin at once on a host. */
    public static final int MAX_LOGONS = 100;

    private static final int REPORTS_MISSED = 3;

    /** Sessions count as much as processors and memory together; 15 seconds of silence are too long. */
    public static final PlacementRules USUAL = new PlacementRules(2, 1, 1, Duration.ofSeconds(15));

    public PlacementRules {
        requireWeight("sessionsWeight", sessionsWeight);
        requireWeight("cpuWeight", cpuWeight);
        requireWeight("memoryWeight", memoryWeight);
        double sum = sessionsWeight + cpuWeight + memoryWeight;
        if (!(sum > 0 && sum <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("sessionsWeight: the weights make " + sum + " (expected: one above 0)");
        }
        requireSeconds("deadSeconds", deadTime, 5, 300);
        requireSeconds("reportSeconds", reportEvery, 1, 60);
        if (deadTime.compareTo(reportEvery.multipliedBy(REPORTS_MISSED)) < 0) {
            throw new IllegalArgumentException("deadSeconds: " + deadTime.toSeconds() + " (expected: at least "
                    + REPORTS_MISSED + " times reportSeconds, which is " + reportEvery.toSeconds() + ")");
        }
        if (logonsPerHost < 0 || logonsPerHost > MAX_LOGONS) {
            throw new IllegalArgumentException(
                    "logonsPerHost: " + logonsPerHost + " (expected: 0 to " + MAX_LOGONS + ")");
        }
        requireSeconds("queueSeconds", queueTime, 10, 600);
    }

    /** By load with these weights; the rest as usual. */
    public PlacementRules(double sessionsWeight, double cpuWeight, double memoryWeight, Duration deadTime) {
        this(
                Method.RESOURCES,
                sessionsWeight,
                cpuWeight,
                memoryWeight,
                deadTime,
                Duration.ofSeconds(3),
                10,
                Duration.ofMinutes(2));
    }

    private static void requireWeight(String field, double weight) {
        // Written so that NaN and infinity are refused too.
        if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(field + ": " + weight + " (expected: a weight of 0 or more)");
        }
    }

    private static void requireSeconds(String field, Duration duration, int least, int most) {
        if (duration.compareTo(Duration.ofSeconds(least)) < 0 || duration.compareTo(Duration.ofSeconds(most)) > 0) {
            throw new IllegalArgumentException(
                    field + ": " + duration.toSeconds() + " (expected: " + least + " to " + most + ")");
        }
    }

    /** How many sessions may begin at once on this host, 0 for any number. */
    public int logonsOn(Host host) {
        return host.maxLogons().orElse(logonsPerHost);
    }

    /** The same rules with another method. */
    public PlacementRules with(Method another) {
        return new PlacementRules(
                another, sessionsWeight, cpuWeight, memoryWeight, deadTime, reportEvery, logonsPerHost, queueTime);
    }
}
