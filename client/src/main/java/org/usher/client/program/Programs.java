package org.usher.client.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs on a search path.
 *
 * @param directories where to look, in this order
 */
public record Programs(List<Path> directories) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public Programs {
        directories = List.copyOf(directories);
    }

    /** The programs of an environment with its {@code PATH}. */
    public static Programs of(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        return new Programs(Stream.of(path.split(Pattern.quote(java.io.File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList());
    }

    /** Where the program of this name is. */
    public Optional<Path> find(String name) {
        return directories.stream()
                .flatMap(directory -> Stream.of(directory.resolve(name), directory.resolve(name + ".exe")))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** What a program that has ended said. */
    public record Said(int exitCode, String output) {

        public boolean well() {
            return exitCode == 0;
        }
    }

    /**
     * Runs a program to its end, with this text as its input.
     *
     * @throws IOException when it cannot be started or takes more than 20 seconds
     */
    public static Said run(List<String> command, String input) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException readsNothing) {
                // A program may end before it has read its input; its exit code tells.
                return ended(process, command);
            }
            return ended(process, command);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Said ended(Process process, List<String> command) throws IOException {
        // Such programs print a line or two, which the pipe holds.
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command.getFirst() + " did not end within " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.getFirst() + " ran", interrupted);
        }
        return new Said(
                process.exitValue(), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
}
