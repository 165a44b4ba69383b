package org.usher.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs a program of the host and waits for it, with a limit. */
public final class Command {

    private static final ExecutorService READERS = Executors.newVirtualThreadPerTaskExecutor();

    private Command() {}

    /**
     * What came of it.
     *
     * @param exit the program's exit code; 124 when it took too long and was ended, 127 when there is no such program
     * @param output what it wrote to standard output and error
     */
    public record Result(int exit, String output) {

        /** Whether the program said that it worked. */
        public boolean worked() {
            return exit == 0;
        }
    }

    /** Runs it with nothing on standard input. */
    public static Result run(List<String> command, Duration patience) {
        return run(command, Map.of(), "", patience);
    }

    /** Runs it with these variables added to the environment and this text on standard input. */
    public static Result run(List<String> command, Map<String, String> environment, String input, Duration patience) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            Future<String> output =
                    READERS.submit(() -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException notRead) {
                // The program ended without reading; its exit code says whether that was right.
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Result(124, command.getFirst() + " took longer than " + patience.toMillis() + " ms");
            }
            // What the program left behind may hold the pipe open: its output so far is not worth waiting for longer.
            return new Result(
                    process.exitValue(), output.get(1, TimeUnit.SECONDS).strip());
        } catch (IOException missing) {
            return new Result(127, String.valueOf(missing.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Result(124, command.getFirst() + " was interrupted");
        } catch (ExecutionException | java.util.concurrent.TimeoutException unread) {
            return new Result(0, "");
        }
    }
}
