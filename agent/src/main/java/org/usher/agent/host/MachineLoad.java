package org.usher.agent.host;

import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/** The load of the whole machine. */
final class MachineLoad implements LoadSource {

    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private long[] ticks;

    MachineLoad() {
        SystemInfo system = new SystemInfo();
        this.processor = system.getHardware().getProcessor();
        this.memory = system.getHardware().getMemory();
        this.ticks = processor.getSystemCpuLoadTicks();
    }

    @Override
    public double processors() {
        long[] before = ticks;
        ticks = processor.getSystemCpuLoadTicks();
        return processor.getSystemCpuLoadBetweenTicks(before, ticks);
    }

    @Override
    public double memory() {
        return 1 - (double) memory.getAvailable() / memory.getTotal();
    }

    /** The machine's memory, in bytes. */
    long memoryTotal() {
        return memory.getTotal();
    }
}
