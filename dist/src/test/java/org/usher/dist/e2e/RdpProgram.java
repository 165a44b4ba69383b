package org.usher.dist.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's xfreerdp, which runs on a display that nobody sees. */
final class RdpProgram implements AutoCloseable {

    /** A display for clients. */
    static final class Display implements AutoCloseable {

        private final Process server;
        private final String name;

        Display(Path directory) throws IOException {
            // Whichever number is free: their sockets and locks are the machine's, also of a network of one's own.
            Path number = directory.resolve("xvfb.number");
            this.server = new ProcessBuilder(
                            "Xvfb", "-displayfd", "1", "-screen", "0", "1100x800x24", "-nolisten", "tcp")
                    .redirectError(directory.resolve("xvfb.log").toFile())
                    .redirectOutput(number.toFile())
                    .start();
            this.name = Await.value(
                    "the clients' display",
                    () -> Optional.of(Files.readString(number))
                            .filter(text -> text.endsWith("\n"))
                            .map(text -> ":" + text.strip()));
        }

        /** Whether a client has drawn more than the few colours of an empty window. */
        boolean showsSomething() {
            String colours =
                    Shell.run("import", "-display", name, "-window", "root", "-depth", "8", "-format", "%k", "info:");
            return Integer.parseInt(colours.strip()) > 20;
        }

        @Override
        public void close() {
            server.destroy();
            server.onExit().join();
        }
    }

    private final Process process;
    private final Path log;

    private RdpProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a client with these arguments. It asks nobody anything: its standard input is empty. */
    static RdpProgram start(Display display, Path directory, String... arguments) throws IOException {
        return start(display, List.of(), directory, arguments);
    }

    /** The same in a network namespace. */
    static RdpProgram startIn(Display display, String namespace, Path directory, String... arguments)
            throws IOException {
        return start(display, List.of("ip", "netns", "exec", namespace), directory, arguments);
    }

    private static RdpProgram start(Display display, List<String> where, Path directory, String... arguments)
            throws IOException {
        Path log = Files.createTempFile(directory, "xfreerdp", ".log");
        // A file has to come first.
        List<String> command = new ArrayList<>(where);
        command.add("xfreerdp");
        command.addAll(List.of(arguments));
        command.addAll(List.of("/cert:ignore", "/size:1024x700"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment()
                .putAll(Map.of("DISPLAY", display.name, "HOME", directory.toString(), "WLOG_LEVEL", "DEBUG"));
        return new RdpProgram(builder.start(), log);
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Waits for its end, and gives its exit code. */
    int exit() {
        try {
            if (!process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("xfreerdp runs on:\n" + said());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** What it has printed so far. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The end of it, without a goodbye to anybody. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
