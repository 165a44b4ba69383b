package org.usher.dist.bench.paper;

import java.io.IOException;
import org.usher.dist.bench.ProcessUse;

/**
 * A relay under test, in a process of its own.
 *
 * @param port where it listens on the loopback
 */
public record Relay(String name, Process process, int port) {

    /** CPU seconds that its process has used. */
    public double cpuSeconds() throws IOException {
        return new ProcessUse(process.pid()).cpuSeconds();
    }

    /** Memory of its process in kB. */
    public long memoryKilobytes() throws IOException {
        return new ProcessUse(process.pid()).memoryKilobytes();
    }
}
