package org.usher.dist.bench.session;

import java.util.Locale;

/**
 * What a measured application fills its window with. It counts as seen when three quarters of a small square in the
 * middle of the picture have it, give or take what a lossy codec makes of it.
 */
record Colour(int red, int green, int blue) {

    /** The side of the square, in pixels. */
    static final int SQUARE = 32;

    /** How often is looked, in milliseconds; the same for both clients. */
    static final int EVERY_MILLIS = 5;

    private static final int TOLERANCE = 32;

    boolean is(int otherRed, int otherGreen, int otherBlue) {
        return Math.abs(red - otherRed) <= TOLERANCE
                && Math.abs(green - otherGreen) <= TOLERANCE
                && Math.abs(blue - otherBlue) <= TOLERANCE;
    }

    /** How many pixels of the square are enough. */
    static int enough() {
        return SQUARE * SQUARE * 3 / 4;
    }

    /** As X writes it, without a sign that shells know. */
    String text() {
        return String.format(Locale.ROOT, "rgb:%02x/%02x/%02x", red, green, blue);
    }

    /** A condition in JavaScript over the array {@code d} at index {@code i}. */
    String condition() {
        return String.format(
                Locale.ROOT,
                "Math.abs(d[i]-%d)<=%4$d&&Math.abs(d[i+1]-%d)<=%4$d&&Math.abs(d[i+2]-%d)<=%4$d",
                red,
                green,
                blue,
                TOLERANCE);
    }
}
