package org.usher.agent.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the launchers in the sessions meet the agent: a Unix socket that everybody may open, and on which everybody is who
 * the kernel says. Lines of text both ways; the script {@code session} among the resources of {@code org.usher.agent.setup} is the other side.
 */
public final class Launchers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Launchers.class);

    /** A title may be long; a line without end may not. */
    private static final int MAX_LINE = 4096;

    private static final int MAX_WINDOWS = 500;

    private final ServerSocketChannel server;
    private final Guests guests;
    private volatile boolean closed;

    /**
     * A window as the launcher sees it.
     *
     * @param pid the process that made it; 0 when the window does not tell
     */
    public record Window(String id, int pid, boolean active, String title) {}

    /** Who deals with launchers. */
    public interface Guests {

        /**
         * A launcher has come.
         *
         * @param user the account that it runs under, from the kernel
         * @return whether it belongs to this session
         */
        boolean arrived(UUID session, String user, Link link);

        /** The session's windows are now these. */
        void windows(UUID session, List<Window> windows);

        /** A program that was opened has ended. */
        void programEnded(UUID session, UUID resource, int exit);

        /** Whether the message with this number has come up. */
        void showed(UUID session, long message, boolean shown);

        /** The launcher is gone; it may come again. */
        void left(UUID session, Link link);
    }

    private Launchers(ServerSocketChannel server, Guests guests) {
        this.server = server;
        this.guests = guests;
    }

    /** Opens the socket and begins to listen. */
    public static Launchers open(Path socket, Guests guests) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        Launchers launchers = new Launchers(server, guests);
        Thread.ofVirtual().name("launchers").start(launchers::listen);
        return launchers;
    }

    private void listen() {
        while (!closed) {
            try {
                SocketChannel channel = server.accept();
                Thread.ofVirtual().name("launcher").start(() -> serve(channel));
            } catch (IOException broken) {
                if (!closed) {
                    LOG.error("launchers cannot be listened to any more", broken);
                }
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            String user =
                    channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            String[] first = readLine(lines).split(" ", -1);
            if (first.length != 2 || !first[0].equals("session")) {
                LOG.warn("a launcher of {} said no session", user);
                return;
            }
            UUID session = UUID.fromString(first[1]);
            Link link = new Link(channel);
            if (!guests.arrived(session, user, link)) {
                LOG.warn("a launcher of {} came for session {}, which is not theirs", user, session);
                return;
            }
            try {
                converse(session, lines);
            } finally {
                guests.left(session, link);
            }
        } catch (IOException | UncheckedIOException gone) {
            LOG.debug("a launcher went away: {}", gone.toString());
        } catch (IllegalArgumentException nonsense) {
            LOG.warn("a launcher talked nonsense: {}", nonsense.getMessage());
        }
    }

    private void converse(UUID session, BufferedReader lines) throws IOException {
        List<Window> windows = new ArrayList<>();
        while (true) {
            String line = readLine(lines);
            if (line.isEmpty()) {
                return;
            }
            String[] words = line.split(" ", 5);
            switch (words[0]) {
                case "window" -> {
                    if (words.length == 5 && windows.size() < MAX_WINDOWS) {
                        windows.add(
                                new Window(words[1], Integer.parseInt(words[2]), words[3].equals("active"), words[4]));
                    }
                }
                case "windows-end" -> {
                    guests.windows(session, List.copyOf(windows));
                    windows.clear();
                }
                case "ended" -> {
                    if (words.length != 3) {
                        throw new IllegalArgumentException("line ended with " + words.length + " words");
                    }
                    guests.programEnded(session, UUID.fromString(words[1]), Integer.parseInt(words[2]));
                }
                case "showed" -> {
                    if (words.length != 3) {
                        throw new IllegalArgumentException("line showed with " + words.length + " words");
                    }
                    guests.showed(session, Long.parseLong(words[1]), words[2].equals("yes"));
                }
                default -> throw new IllegalArgumentException("line " + words[0]);
            }
        }
    }

    /** The next line; empty at the end. */
    private static String readLine(BufferedReader lines) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = lines.read();
        while (c >= 0 && c != '\n') {
            if (line.length() >= MAX_LINE) {
                throw new IllegalArgumentException("a line of more than " + MAX_LINE + " characters");
            }
            line.append((char) c);
            c = lines.read();
        }
        return line.toString();
    }

    /** A launcher that can be told what to do. */
    public static final class Link {

        private final @Nullable SocketChannel channel;

        Link(SocketChannel channel) {
            this.channel = channel;
        }

        /** Tells it one line; false when it is gone. */
        synchronized boolean tell(String line) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (channel != null && bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                return true;
            } catch (IOException gone) {
                return false;
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
    }
}
