package org.usher.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Server-sent events as they come, each as its lines. */
final class Events implements AutoCloseable {

    private final InputStream stream;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    Events(InputStream stream) {
        this.stream = stream;
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            StringBuilder event = new StringBuilder();
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    events.add(event.toString());
                    event.setLength(0);
                } else {
                    event.append(line).append('\n');
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    String next() throws InterruptedException {
        String event = events.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    void await(Predicate<String> wanted) throws InterruptedException {
        while (!wanted.test(next())) {
            // An event about something else, or from before.
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
