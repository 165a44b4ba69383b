package org.usher.dist.simulate;

import java.util.Locale;

/** Parts as people read them. */
final class Percent {

    private Percent() {}

    static String of(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * 100);
    }
}
