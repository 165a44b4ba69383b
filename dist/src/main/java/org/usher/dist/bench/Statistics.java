package org.usher.dist.bench;

import java.util.List;

/** What is said about several measurements of one thing. */
public final class Statistics {

    private Statistics() {}

    /** The one in the middle, or the mean of the two there. */
    public static double median(List<Double> values) {
        List<Double> sorted = sorted(values);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /**
     * The smallest value that at least this share of all values does not exceed (nearest rank).
     *
     * @param percent above 0, at most 100
     */
    public static double percentile(List<Double> values, double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent: " + percent + " (expected: above 0, at most 100)");
        }
        List<Double> sorted = sorted(values);
        return sorted.get((int) Math.ceil(percent / 100 * sorted.size()) - 1);
    }

    private static List<Double> sorted(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values: none (expected: at least one)");
        }
        return values.stream().sorted().toList();
    }
}
