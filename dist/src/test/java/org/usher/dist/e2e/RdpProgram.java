package org.usher.dist.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Debian's xfreerdp, which runs on a display that nobody sees. */
final class RdpProgram implements AutoCloseable {

    /** A display for clients. */
    static final class Display implements AutoCloseable {

        static final String NAME = ":71";

        private final Process server;

        Display(Path directory) throws IOException {
            this.server = new ProcessBuilder("Xvfb", NAME, "-screen", "0", "1100x800x24", "-nolisten", "tcp")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("xvfb.log").toFile())
                    .start();
            Await.until("the clients' display", () -> Files.exists(Path.of("/tmp/.X11-unix/X71")));
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
    static RdpProgram start(Path directory, String... arguments) throws IOException {
        Path log = Files.createTempFile(directory, "xfreerdp", ".log");
        // A file has to come first.
        List<String> command = new ArrayList<>(List.of("xfreerdp"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("/cert:ignore", "/size:1024x700"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment()
                .putAll(Map.of("DISPLAY", Display.NAME, "HOME", directory.toString(), "WLOG_LEVEL", "DEBUG"));
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
