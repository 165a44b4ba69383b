package org.usher.agent.host;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.usher.link.host.HostReport;

/**
 * Measures how busy the host is. The processors' load is smoothed over about a minute, as an exponentially weighted mean,
 * since a launch is placed for much longer than a moment. One thread measures.
 */
public final class LoadMeter {

    private static final double MINUTE_NANOS = 60e9;

    private final LoadSource source;
    private final LongSupplier nanoTime;
    private long measuredAt;
    private double smoothed;
    private boolean first = true;

    LoadMeter(LoadSource source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.measuredAt = nanoTime.getAsLong();
    }

    /**
     * The load of a control group, or of the whole machine.
     *
     * @throws IOException when there is no such group, or its figures cannot be read
     */
    public static LoadMeter of(Optional<String> group, LongSupplier nanoTime) throws IOException {
        MachineLoad machine = new MachineLoad();
        if (group.isEmpty()) {
            return new LoadMeter(machine, nanoTime);
        }
        try {
            int processors = Runtime.getRuntime().availableProcessors();
            return new LoadMeter(
                    new CgroupLoad(CgroupLoad.MOUNTED, group.get(), processors, machine.memoryTotal(), nanoTime),
                    nanoTime);
        } catch (IOException unreadable) {
            throw new IOException(
                    "the load of the control group " + group.get() + " cannot be read (setting load-cgroup): "
                            + unreadable,
                    unreadable);
        }
    }

    /** The load now. */
    public HostReport.Load measure() {
        double present = ratio(source.processors());
        long now = nanoTime.getAsLong();
        double passed = now - measuredAt;
        measuredAt = now;
        if (first) {
            smoothed = present;
            first = false;
        } else {
            double weight = 1 - Math.exp(-passed / MINUTE_NANOS);
            smoothed += weight * (present - smoothed);
        }
        return new HostReport.Load(ratio(smoothed), ratio(source.memory()));
    }

    private static double ratio(double value) {
        return Double.isNaN(value) ? 0 : Math.clamp(value, 0, 1);
    }
}
