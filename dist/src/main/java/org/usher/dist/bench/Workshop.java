package org.usher.dist.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.usher.agent.Command;
import org.usher.dist.demo.Machine;
import org.usher.dist.program.UserError;

/** A directory and processes that are gone when it is closed, also when the benchmark is interrupted. */
public final class Workshop implements AutoCloseable {

    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final int END_SECONDS = 10;

    private final Path directory;
    private final Deque<AutoCloseable> made = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::takeAway, "bench-cleanup");
    private boolean closed;

    private Workshop(Path directory) {
        this.directory = directory;
    }

    /** A new one. */
    public static Workshop open() throws IOException {
        Workshop workshop = new Workshop(Files.createTempDirectory("usher-bench"));
        Runtime.getRuntime().addShutdownHook(workshop.atExit);
        return workshop;
    }

    /** Where files may lie. */
    public Path directory() {
        return directory;
    }

    /** Keeps something that is to be closed at the end, before what was kept earlier. */
    public synchronized <T extends AutoCloseable> T keep(T thing) {
        made.push(thing);
        return thing;
    }

    /** Starts a process; what it says goes to a file of this name. It ends with the workshop at the latest. */
    public Process start(String name, List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            keep(() -> end(process));
            return process;
        } catch (IOException failed) {
            throw new UserError(command.getFirst() + " cannot be started: " + failed.getMessage(), failed);
        }
    }

    /** What a process of this name has said. */
    public Path log(String name) {
        return directory.resolve(name + ".log");
    }

    /** Ends a process and what it has started: asks first, and then does not ask. */
    public static void end(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits until this is so. */
    public void await(String what, String log, Duration patience, BooleanSupplier ready) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new UserError(
                        what + ": not within " + patience.toSeconds() + " s; the end of its log:\n" + lastLines(log));
            }
            Thread.sleep(20);
        }
    }

    /** The end of what a process of this name has said. */
    public String lastLines(String name) {
        Path log = log(name);
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException unreadable) {
            return log + " cannot be read: " + unreadable;
        }
    }

    /** A port of the loopback that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Installs those of Debian's packages that are missing. */
    public static void need(BenchOutput output, String... packages) {
        List<String> missing = Machine.missing(List.of(packages));
        if (!missing.isEmpty()) {
            output.progress("installing Debian's packages " + String.join(", ", missing));
            Machine.install(missing);
        }
    }

    @Override
    public void close() {
        takeAway();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The process is about to end, and this is what the hook is for.
        }
    }

    private synchronized void takeAway() {
        if (closed) {
            return;
        }
        closed = true;
        while (!made.isEmpty()) {
            try {
                made.pop().close();
            } catch (Exception failed) {
                System.err.println("usher: not taken away: " + failed);
            }
        }
        Command.run(List.of("rm", "-rf", "--one-file-system", directory.toString()), SHORT);
    }
}
