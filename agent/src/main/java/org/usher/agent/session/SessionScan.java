package org.usher.agent.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.usher.agent.session.ProcessTable.Entry;

/**
 * Finds xrdp's sessions among the host's processes. xrdp's own tool tells neither user nor display nor state.
 *
 * <p>A session is a child of {@code xrdp-sesman} with two children of its own: the X server, and the process for which
 * sesman waits. Our id stands among that one's words, since it is our launcher.
 */
public final class SessionScan {

    private static final Pattern DISPLAY = Pattern.compile(":(\\d{1,5})");
    private static final String SESSION_SERVER = "xrdp-sesman";

    /** A connected socket of this path is a client of the display (unix(7): state 03). */
    private static final Pattern CONNECTED =
            Pattern.compile("^\\S+ \\S+ \\S+ \\S+ \\S+ 03 +\\d+ \\S*/xrdp_display_(\\d+)$");

    private final Path sockets;
    private final String launcher;

    /** {@code launcher} is the path of the launcher's script, by which our sessions are known. */
    public SessionScan(Path launcher) {
        this(Path.of("/proc/net/unix"), launcher.toString());
    }

    SessionScan(Path sockets, String launcher) {
        this.sockets = sockets;
        this.launcher = launcher;
    }

    /** The sessions at this moment. */
    public List<RunningSession> scan() {
        ProcessTable table = ProcessTable.read();
        Set<Integer> attached = attached();
        List<RunningSession> sessions = new ArrayList<>();
        for (Entry server : table.living()) {
            display(server).ifPresent(display -> sessions.add(session(table, server, display, attached)));
        }
        return sessions;
    }

    /** Whether sesman runs. */
    public static boolean sessionServerRuns() {
        return mainProcessRuns(SESSION_SERVER);
    }

    /** Whether xrdp runs. */
    public static boolean rdpServerRuns() {
        return mainProcessRuns("xrdp");
    }

    /**
     * Whether the main process of this program runs. Its children for single connections or sessions look the same and
     * outlive it; but the main one leads its session, or has its pid written down where systemd looks.
     */
    private static boolean mainProcessRuns(String program) {
        int written = pidIn(Path.of("/run/xrdp", program + ".pid"));
        return ProcessTable.read().living().stream()
                .filter(entry -> entry.program().equals(program))
                .anyMatch(entry -> entry.pid() == entry.session() || entry.pid() == written);
    }

    private static int pidIn(Path file) {
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (IOException | NumberFormatException none) {
            return -1;
        }
    }

    private static Optional<Integer> display(Entry server) {
        boolean xServer = server.program().equals("Xorg") || server.program().equals("Xvnc");
        if (!xServer || server.command().size() < 2 || !server.command().contains("-auth")) {
            return Optional.empty();
        }
        Matcher matcher = DISPLAY.matcher(server.command().get(1));
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    private RunningSession session(ProcessTable table, Entry server, int display, Set<Integer> attached) {
        Optional<Entry> parent =
                table.find(server.parent()).filter(entry -> entry.program().equals(SESSION_SERVER));
        Optional<Entry> manager = parent.flatMap(sesman -> table.childrenOf(sesman.pid()).stream()
                .filter(child -> child.pid() != server.pid() && !child.program().equals("xrdp-chansrv"))
                .findFirst());
        // A session's own sesman process has the main one as its parent; without it nobody can be brought back here.
        boolean orphan = parent.flatMap(sesman -> table.find(sesman.parent()))
                .map(main -> !main.program().equals(SESSION_SERVER))
                .orElse(true);
        return new RunningSession(
                manager.flatMap(this::id),
                server.uid(),
                display,
                manager.map(Entry::pid).orElse(0),
                server.pid(),
                attached.contains(display),
                orphan,
                ProcessTable.secondsSince(server.startTicks()));
    }

    private Optional<UUID> id(Entry manager) {
        String words = String.join(" ", manager.command());
        int at = words.indexOf(launcher + " ");
        if (at < 0) {
            return Optional.empty();
        }
        String rest = words.substring(at + launcher.length() + 1).strip();
        try {
            return Optional.of(UUID.fromString(rest.split(" ", 2)[0]));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Set<Integer> attached() {
        Set<Integer> displays = new HashSet<>();
        try {
            for (String line : Files.readAllLines(sockets)) {
                Matcher matcher = CONNECTED.matcher(line);
                if (matcher.matches()) {
                    displays.add(Integer.parseInt(matcher.group(1)));
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException(sockets + " cannot be read", unreadable);
        }
        return displays;
    }
}
