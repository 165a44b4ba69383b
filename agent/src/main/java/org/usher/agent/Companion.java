package org.usher.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that must run beside the agent and outlive it. Where systemd looks after it, it is found running; elsewhere the
 * agent starts it, in a session of its own, and again when it has ended.
 */
final class Companion {

    private static final Logger LOG = LoggerFactory.getLogger(Companion.class);

    /** How long a fresh process may take before it counts as not running and is started once more. */
    private static final Duration STARTING = Duration.ofSeconds(15);

    private final String name;
    private final List<String> command;
    private final Path log;
    private final BooleanSupplier runs;
    private long startedAt;
    private boolean started;

    /**
     * @param log where its output goes
     * @param runs whether it runs, by looking and not by remembering
     */
    Companion(String name, List<String> command, Path log, BooleanSupplier runs) {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = log;
        this.runs = runs;
    }

    boolean runs() {
        return runs.getAsBoolean();
    }

    /** Starts it if it does not run. */
    void ensure() {
        long now = System.nanoTime();
        boolean justStarted = started && now - startedAt < STARTING.toNanos();
        if (justStarted || runs.getAsBoolean()) {
            return;
        }
        if (started) {
            LOG.warn("{} has ended and is started again", name);
        }
        started = true;
        startedAt = now;
        List<String> detached = new ArrayList<>(List.of("setsid", "--fork"));
        detached.addAll(command);
        try {
            Process process = new ProcessBuilder(detached)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            LOG.info("{} started", name);
            process.waitFor();
        } catch (IOException failed) {
            LOG.error("{} cannot be started: {}", name, failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
