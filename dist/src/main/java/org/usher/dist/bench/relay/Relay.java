package org.usher.dist.bench.relay;

import java.io.IOException;
import org.usher.dist.bench.ProcessUse;

/**
 * A relay under test, in a process of its own.
 *
 * @param port where it listens on the loopback
 * @param webSocket whether clients speak WebSocket to it
 */
record Relay(String name, Process process, int port, boolean webSocket) {

    double cpuSeconds() throws IOException {
        return new ProcessUse(process.pid()).cpuSeconds();
    }

    long memoryKilobytes() throws IOException {
        return new ProcessUse(process.pid()).memoryKilobytes();
    }
}
