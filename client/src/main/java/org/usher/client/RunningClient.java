package org.usher.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.usher.client.ClientException.Reason;
import org.usher.client.launcher.Pins;
import org.usher.client.launcher.RdpClient;
import org.usher.client.launcher.Room;
import org.usher.client.launcher.Start;
import org.usher.wire.Octets;

/** Starts the desk's RDP client with a file, and stays until it has ended and the file is gone. */
public final class RunningClient {

    /** The name under which the file is shown by clients that show it. */
    private static final String FILE = "session.rdp";

    /** How long an application that only takes a file over has to read it. */
    private static final Duration HANDED_OVER = Duration.ofSeconds(30);

    private final DeskParts parts;
    private final RdpClient client;

    public RunningClient(DeskParts parts, RdpClient client) {
        this.parts = parts;
        this.client = client;
    }

    /**
     * What is opened.
     *
     * @param quiet whether what the client prints is kept from standard output
     * @param lent a folder of this desk that the session is to see
     */
    public record Window(
            Octets content, String title, String windowClass, Pins pins, boolean quiet, Optional<Path> lent) {

        /** Without a folder of this desk. */
        public Window(Octets content, String title, String windowClass, Pins pins, boolean quiet) {
            this(content, title, windowClass, pins, quiet, Optional.empty());
        }

        /** By which a desktop knows the windows of a resource. */
        public static String classOf(String connection, String resource) {
            return "usher-" + connection + "-" + resource.replaceAll("[^A-Za-z0-9-]", "_");
        }
    }

    /** Runs the client to its end; {@code session} is the session that it shows, where it is known. */
    public RdpClient.Ending run(Window window, Optional<String> session) {
        Attachments attachments = new Attachments(parts.desk().settings());
        try (Room room = Room.make(parts.desk().environment())) {
            Path file = room.write(FILE, window.content().bytes());
            Start start = client.start(new Start.Opening(
                    file, window.title(), window.windowClass(), window.pins(), room.directory(), window.lent()));
            ProcessBuilder builder = new ProcessBuilder(start.command()).inheritIO();
            if (window.quiet()) {
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            }
            builder.environment().putAll(start.environment());
            start.usual().forEach(builder.environment()::putIfAbsent);
            Process process = builder.start();
            // Ctrl-C ends the client with us, and nothing stays behind.
            Thread cleaning = new Thread(() -> leave(process, room), "leave");
            Runtime.getRuntime().addShutdownHook(cleaning);
            session.ifPresent(id -> attachments.add(id));
            try {
                int code = process.waitFor();
                if (code == 0 && !client.livesWithItsConnection()) {
                    TimeUnit.MILLISECONDS.sleep(HANDED_OVER.toMillis());
                }
                return client.ending(code);
            } finally {
                session.ifPresent(attachments::remove);
                process.destroy();
                forget(cleaning);
            }
        } catch (IOException failed) {
            throw new ClientException(
                    Reason.RDP_CLIENT,
                    "rdp-client-failed",
                    client.words() + " cannot be started: " + failed.getMessage(),
                    failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClientException(Reason.RDP_CLIENT, "interrupted", "interrupted", interrupted);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then it runs, and does no harm.
        }
    }

    private static void leave(Process process, Room room) {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            room.close();
        } catch (IOException unwritable) {
            System.err.println("usher: " + room.directory() + " could not be deleted: " + unwritable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
