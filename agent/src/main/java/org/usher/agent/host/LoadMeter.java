package org.usher.agent.host;

import java.util.function.LongSupplier;
import org.usher.link.host.HostReport;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/**
 * Measures how busy the host is. The processors' load is smoothed over about a minute, as an exponentially weighted mean,
 * since a launch is placed for much longer than a moment. One thread measures.
 */
public final class LoadMeter {

    private static final double MINUTE_NANOS = 60e9;

    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final LongSupplier nanoTime;
    private long[] ticks;
    private long measuredAt;
    private double smoothed;
    private boolean first = true;

    public LoadMeter(LongSupplier nanoTime) {
        SystemInfo system = new SystemInfo();
        this.processor = system.getHardware().getProcessor();
        this.memory = system.getHardware().getMemory();
        this.nanoTime = nanoTime;
        this.ticks = processor.getSystemCpuLoadTicks();
        this.measuredAt = nanoTime.getAsLong();
    }

    /** The load now. */
    public HostReport.Load measure() {
        long[] before = ticks;
        ticks = processor.getSystemCpuLoadTicks();
        long now = nanoTime.getAsLong();
        double passed = now - measuredAt;
        measuredAt = now;
        double present = ratio(processor.getSystemCpuLoadBetweenTicks(before, ticks));
        if (first) {
            smoothed = present;
            first = false;
        } else {
            double weight = 1 - Math.exp(-passed / MINUTE_NANOS);
            smoothed += weight * (present - smoothed);
        }
        double used = 1 - (double) memory.getAvailable() / memory.getTotal();
        return new HostReport.Load(ratio(smoothed), ratio(used));
    }

    private static double ratio(double value) {
        return Double.isNaN(value) ? 0 : Math.clamp(value, 0, 1);
    }
}
