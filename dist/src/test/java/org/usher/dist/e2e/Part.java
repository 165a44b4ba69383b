package org.usher.dist.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the product that a test can kill and start again. */
final class Part implements AutoCloseable {

    private final String name;
    private final List<String> command;
    private final Path log;
    private Process process;

    private Part(String name, List<String> command, Path log, Process process) {
        this.name = name;
        this.command = command;
        this.log = log;
        this.process = process;
    }

    /** Starts a role of the program with these settings. */
    static Part usher(String role, Path directory, String settings) throws IOException {
        Path file = directory.resolve(role + ".yaml");
        Files.createDirectories(directory);
        Files.writeString(file, settings);
        return start(role, TestProgram.command(role.replaceAll("-.*", ""), "--config", file.toString()), directory);
    }

    static Part start(String name, List<String> command, Path directory) throws IOException {
        Path log = directory.resolve(name + ".log");
        return new Part(name, new ArrayList<>(command), log, launch(command, log));
    }

    private static Process launch(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** kill -9, and nothing of it is left when this returns. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again as it was. */
    void restart() throws IOException {
        process = launch(command, log);
    }

    String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return name + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException unreadable) {
            return name + ": " + unreadable;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
