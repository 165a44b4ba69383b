package org.usher.link.refusal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps who was turned away until it can be told. Alike refusals are counted together, so that a storm of them is a line
 * and not a flood; what goes beyond {@value #MAX_LINES} different lines is counted without its address.
 *
 * <p>Its monitor guards all of it.
 */
public final class RefusalBook {

    /** How many different lines are kept, besides one for each reason. */
    public static final int MAX_LINES = 200;

    private record Line(String address, String reason) {}

    private final Map<Line, Integer> counts = new LinkedHashMap<>();

    /** Notes down a refusal. */
    public void refused(String address, String reason) {
        add(address, reason, 1);
    }

    private synchronized void add(String address, String reason, int count) {
        Line line = new Line(address, reason);
        boolean kept = counts.containsKey(line) || counts.size() < MAX_LINES;
        counts.merge(kept ? line : new Line("", reason), count, Integer::sum);
    }

    public synchronized boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Takes out everything. */
    public synchronized List<RefusedClient> take() {
        List<RefusedClient> taken = new ArrayList<>();
        counts.forEach((line, count) -> taken.add(new RefusedClient(line.address(), line.reason(), count)));
        counts.clear();
        return taken;
    }

    /** Puts back what could not be told. */
    public void keep(List<RefusedClient> untold) {
        untold.forEach(refused -> add(refused.address(), refused.reason(), refused.count()));
    }
}
