package org.usher.agent.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.Command;
import org.usher.agent.host.Accounts;
import org.usher.link.host.HostSession;
import org.usher.link.host.Order;

/**
 * What goes on inside the sessions that we started: their launchers, windows, and the launches that wait for them. It is
 * memory only: after a restart of the agent the launchers come again and tell all of it anew.
 *
 * <p>All of it is guarded by one monitor; nothing under it blocks but writing a line to a launcher.
 */
public final class LaunchedSessions implements Launchers.Guests {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchedSessions.class);

    /** How long a launcher may take from the start of its session. */
    private static final Duration LAUNCHER_PATIENCE = Duration.ofSeconds(45);

    /** How long a program may take to show its first window before nobody waits for it any more. */
    private static final Duration FIRST_WINDOW_PATIENCE = Duration.ofMinutes(3);

    /** How long a launcher may take to show a message: two programs, more than five seconds each on a busy host. */
    private static final Duration MESSAGE_PATIENCE = Duration.ofSeconds(15);

    /** How long after a program has handed over to a running one a new window is still awaited. */
    private static final Duration NEW_WINDOW_PATIENCE = Duration.ofSeconds(5);

    /** What the script {@code open} ends with, and what it means. */
    private static final Map<Integer, String> OPENING_FAILURES = Map.of(
            120,
            HostPrograms.DOCUMENT_MISSING,
            121,
            "document-no-program",
            122,
            "folder-unreachable",
            123,
            "folder-refused");

    private final SessionScan scan;
    private final LaunchStages stages;
    private final Runnable changed;
    private final LongSupplier nanoTime;
    private final Map<UUID, Inside> sessions = new HashMap<>();
    private final Map<Long, CompletableFuture<Boolean>> messages = new ConcurrentHashMap<>();
    private final AtomicLong messageNumbers = new AtomicLong();

    /** One session from the inside. */
    private final class Inside {
        private final long since = nanoTime.getAsLong();
        private boolean startRequested;
        private boolean created;
        private boolean seen;
        private boolean desktop;
        private String account = "";
        private Launchers.@Nullable Link link;
        private List<Launchers.Window> windows = List.of();
        private long windowless = since;
        /** What the windows' processes were started for; empty when that cannot be told. */
        private final Map<String, Optional<UUID>> resources = new HashMap<>();

        private final List<Order.Prepare> toOpen = new ArrayList<>();
        private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();
        private final Besides besides = new Besides();

        /** Not before the user has what was asked for; a desktop comes with its own time. */
        void openBesides() {
            if (link != null && (desktop || waiting.isEmpty())) {
                besides.open(link, windows);
            }
        }
    }

    /**
     * A launch that waits for its first window.
     *
     * @param handedOver when the program ended well, which hands over to another process; null while it runs
     */
    private record Waiting(
            Order.@Nullable Program program,
            Set<String> windowsBefore,
            long since,
            @Nullable Long handedOver) {

        Waiting(Order.@Nullable Program program, Set<String> windowsBefore, long since) {
            this(program, windowsBefore, since, null);
        }

        Waiting handedOver(long at) {
            return new Waiting(program, windowsBefore, since, at);
        }

        @Nullable
        UUID resource() {
            return program == null ? null : program.resource();
        }

        /** Why what was to be opened ended; the script {@code open} has numbers of its own for what it cannot open. */
        String failure(int exit) {
            if (program != null && program.way() != null && OPENING_FAILURES.containsKey(exit)) {
                return OPENING_FAILURES.get(exit);
            }
            return exit == 127 ? HostPrograms.PROGRAM_MISSING : "program-ended";
        }
    }

    /** {@code changed} is run when something changed that a report would tell. */
    public LaunchedSessions(SessionScan scan, LaunchStages stages, Runnable changed, LongSupplier nanoTime) {
        this.scan = scan;
        this.stages = stages;
        this.changed = changed;
        this.nanoTime = nanoTime;
    }

    private Inside inside(UUID session) {
        return sessions.computeIfAbsent(session, id -> new Inside());
    }

    /** A session is being started for this account. */
    synchronized void starting(UUID session, Accounts.Entry account) {
        Inside inside = inside(session);
        inside.startRequested = true;
        inside.account = account.name();
    }

    synchronized boolean isStarting(UUID session) {
        Inside inside = sessions.get(session);
        return inside != null && inside.startRequested && inside.link == null;
    }

    /** The sessions that are being started, by account. */
    synchronized Map<String, UUID> starting() {
        Map<String, UUID> starting = new HashMap<>();
        sessions.forEach((id, inside) -> {
            if (inside.startRequested) {
                starting.put(inside.account, id);
            }
        });
        return starting;
    }

    /** Whether a client was ever let into the session. */
    synchronized boolean wasSeen(UUID session) {
        Inside inside = sessions.get(session);
        return inside != null && inside.seen;
    }

    /** A client of the session has its picture. */
    public synchronized void attached(UUID session, UUID launch) {
        Inside inside = inside(session);
        inside.seen = true;
        Waiting waiting = inside.waiting.get(launch);
        if (waiting != null && waiting.resource() == null) {
            inside.waiting.remove(launch);
            stages.reached(launch, LaunchStages.FIRST_WINDOW);
        }
    }

    /** Its X server answers: sesman runs the launcher then, by which a session is known. */
    private void created(UUID session) {
        Inside inside = sessions.get(session);
        if (inside != null && inside.link == null && !inside.created) {
            inside.created = true;
            inside.waiting.keySet().forEach(launch -> stages.reached(launch, LaunchStages.SESSION_CREATED));
        }
    }

    /** Opens what a launch wants, as soon as the session's launcher is there. */
    synchronized void open(Order.Prepare order) {
        Inside inside = inside(order.session());
        inside.desktop = order.desktop();
        Order.Program program = order.program();
        Set<String> before = new HashSet<>();
        inside.windows.forEach(window -> before.add(window.id()));
        inside.waiting.put(order.launch(), new Waiting(program, before, nanoTime.getAsLong()));
        Launchers.Link link = inside.link;
        if (link == null) {
            inside.toOpen.add(order);
        } else {
            stages.reached(order.launch(), LaunchStages.SESSION_CREATED);
            stages.reached(order.launch(), LaunchStages.LAUNCHER);
            tellToOpen(inside, link, order);
        }
    }

    /** What the session, which begins with this launch, is to open by itself. */
    synchronized void openBesides(Order.Prepare order) {
        List<Order.Program> alongside = order.alongside();
        if (alongside != null && !alongside.isEmpty()) {
            inside(order.session()).besides.want(alongside);
        }
    }

    private void tellToOpen(Inside inside, Launchers.Link link, Order.Prepare order) {
        Order.Program program = order.program();
        if (program == null) {
            return;
        }
        Optional<Launchers.Window> open = inside.windows.stream()
                .filter(window -> inside.resources
                        .getOrDefault(window.id(), Optional.empty())
                        .equals(Optional.of(program.resource())))
                .findFirst();
        boolean desktopRuns = inside.desktop && !inside.windows.isEmpty();
        if (open.isPresent() && (program.single() || !order.another())) {
            link.tell("raise " + open.get().id());
            inside.waiting.remove(order.launch());
            stages.reached(order.launch(), LaunchStages.FIRST_WINDOW);
        } else if (program.single() && isOnItsWay(inside, order)) {
            return;
        } else if (desktopRuns) {
            inside.waiting.remove(order.launch());
            stages.reached(order.launch(), LaunchStages.FIRST_WINDOW);
        } else if (inside.desktop) {
            String command = program.target().isEmpty() ? "" : ShellWords.of(program);
            link.tell("desktop " + program.resource() + " " + command);
        } else {
            String input = ShellWords.input(program);
            String verb = input.isEmpty() ? "open " + program.resource() : "feed " + program.resource() + " " + input;
            link.tell(verb + " " + ShellWords.of(program));
        }
    }

    /** Whether an earlier launch has begun the same, so that this one only waits for its window too. */
    private static boolean isOnItsWay(Inside inside, Order.Prepare order) {
        return inside.waiting.entrySet().stream()
                .takeWhile(entry -> !entry.getKey().equals(order.launch()))
                .anyMatch(entry -> order.program() != null
                        && order.program().resource().equals(entry.getValue().resource()));
    }

    /** Tells the session's launcher a line; false when there is none. */
    synchronized boolean tell(UUID session, String line) {
        Inside inside = sessions.get(session);
        return inside != null && inside.link != null && inside.link.tell(line);
    }

    /** What became of a message. */
    enum Message {
        SHOWN,
        NOT_SHOWN,
        NO_LAUNCHER
    }

    /** Shows a text in the session. Blocks until its launcher says that it has come up, or has not. */
    Message show(UUID session, String text) {
        long number = messageNumbers.incrementAndGet();
        CompletableFuture<Boolean> shown = new CompletableFuture<>();
        messages.put(number, shown);
        try {
            // No character of the text means anything on the line, or to the shell behind it.
            String line = "message " + number + " "
                    + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            if (!tell(session, line)) {
                return Message.NO_LAUNCHER;
            }
            return shown.get(MESSAGE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS) ? Message.SHOWN : Message.NOT_SHOWN;
        } catch (TimeoutException silent) {
            return Message.NOT_SHOWN;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Message.NOT_SHOWN;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a launcher's answer failed", impossible);
        } finally {
            messages.remove(number);
        }
    }

    @Override
    public void showed(UUID session, long message, boolean shown) {
        CompletableFuture<Boolean> waiting = messages.get(message);
        if (waiting != null) {
            waiting.complete(shown);
        }
    }

    /** The session is gone. */
    synchronized void forget(UUID session) {
        sessions.remove(session);
    }

    synchronized List<HostSession.Window> windows(UUID session) {
        Inside inside = sessions.get(session);
        if (inside == null) {
            return List.of();
        }
        return inside.windows.stream()
                .map(window -> new HostSession.Window(
                        window.id(),
                        window.title(),
                        window.active(),
                        inside.resources
                                .getOrDefault(window.id(), Optional.empty())
                                .orElse(null)))
                .toList();
    }

    synchronized String accountName(RunningSession session) {
        Inside inside = session.id().map(sessions::get).orElse(null);
        return inside == null || inside.account.isEmpty() ? nameOf(session.uid()) : inside.account;
    }

    private static String nameOf(int uid) {
        Command.Result found = Command.run(List.of("getent", "passwd", String.valueOf(uid)), Duration.ofSeconds(5));
        return found.worked() ? found.output().split(":", 2)[0] : String.valueOf(uid);
    }

    @Override
    public boolean arrived(UUID session, String user, Launchers.Link link) {
        // Asked of the operating system and not of our memory: the agent may have been restarted.
        Optional<RunningSession> running = scan.scan().stream()
                .filter(candidate -> candidate.id().equals(Optional.of(session)))
                .findFirst();
        if (running.isEmpty() || !nameOf(running.get().uid()).equals(user)) {
            return false;
        }
        synchronized (this) {
            Inside inside = inside(session);
            inside.link = link;
            inside.startRequested = false;
            inside.account = user;
            inside.waiting.keySet().forEach(launch -> {
                stages.reached(launch, LaunchStages.SESSION_CREATED);
                stages.reached(launch, LaunchStages.LAUNCHER);
            });
            List<Order.Prepare> orders = List.copyOf(inside.toOpen);
            inside.toOpen.clear();
            orders.forEach(order -> tellToOpen(inside, link, order));
            inside.openBesides();
        }
        LOG.info(
                "session {} of {} runs on display {}",
                session,
                user,
                running.get().display());
        changed.run();
        return true;
    }

    @Override
    public synchronized void windows(UUID session, List<Launchers.Window> windows) {
        Inside inside = inside(session);
        for (Launchers.Window window : windows) {
            inside.resources.computeIfAbsent(window.id(), id -> resource(window));
        }
        inside.resources
                .keySet()
                .removeIf(id -> windows.stream().noneMatch(window -> window.id().equals(id)));
        if (windows.isEmpty() && !inside.windows.isEmpty()) {
            inside.windowless = nanoTime.getAsLong();
        }
        inside.windows = windows;
        tellFirstWindows(inside);
        if (inside.link != null) {
            inside.besides.arrived(inside.link, windows, inside.resources);
        }
        inside.openBesides();
        changed.run();
    }

    private static Optional<UUID> resource(Launchers.Window window) {
        if (window.pid() <= 0) {
            return Optional.empty();
        }
        try {
            return ProcessTable.environment(window.pid(), "USHER_RESOURCE").map(UUID::fromString);
        } catch (IllegalArgumentException changedByUser) {
            return Optional.empty();
        }
    }

    private void tellFirstWindows(Inside inside) {
        inside.waiting.entrySet().removeIf(entry -> {
            Waiting waiting = entry.getValue();
            // A window of the resource itself, or any new one: programs that run once only open it in another process.
            boolean shown = waiting.resource() != null
                    && inside.windows.stream().anyMatch(window -> isOf(inside, window, waiting));
            if (shown) {
                claimNewWindow(inside, waiting);
                stages.reached(entry.getKey(), LaunchStages.FIRST_WINDOW);
            }
            return shown;
        });
    }

    /** A new window of a process that runs for something else, or was started by the message bus, is what was waited for. */
    private static void claimNewWindow(Inside inside, Waiting waiting) {
        List<String> fresh = inside.windows.stream()
                .map(Launchers.Window::id)
                .filter(id -> !waiting.windowsBefore().contains(id))
                .filter(id -> !inside.besides.isUnasked(inside.resources.getOrDefault(id, Optional.empty())))
                .toList();
        Optional<UUID> wanted = Optional.ofNullable(waiting.resource());
        boolean known = fresh.stream()
                .anyMatch(id ->
                        inside.resources.getOrDefault(id, Optional.empty()).equals(wanted));
        boolean alone = inside.waiting.values().stream()
                .allMatch(other -> Optional.ofNullable(other.resource()).equals(wanted));
        if (!known && alone && !inside.desktop) {
            fresh.forEach(id -> inside.resources.put(id, wanted));
        }
    }

    private static boolean isOf(Inside inside, Launchers.Window window, Waiting waiting) {
        Optional<UUID> resource = inside.resources.getOrDefault(window.id(), Optional.empty());
        boolean fresh = !waiting.windowsBefore().contains(window.id()) && !inside.besides.isUnasked(resource);
        return fresh || resource.equals(Optional.ofNullable(waiting.resource()));
    }

    @Override
    public synchronized void programEnded(UUID session, UUID resource, int exit) {
        Inside inside = inside(session);
        inside.waiting.entrySet().removeIf(entry -> {
            // A program may hand over to one that runs already and end at once; only a bad end is a failure.
            boolean ended = resource.equals(entry.getValue().resource());
            if (ended && exit == 0) {
                entry.setValue(entry.getValue().handedOver(nanoTime.getAsLong()));
            }
            boolean failed = ended && exit != 0;
            if (failed) {
                stages.failed(
                        entry.getKey(),
                        LaunchStages.FIRST_WINDOW,
                        entry.getValue().failure(exit));
            }
            return failed;
        });
        inside.openBesides();
    }

    @Override
    public synchronized void left(UUID session, Launchers.Link link) {
        Inside inside = sessions.get(session);
        if (inside != null && inside.link == link) {
            inside.link = null;
        }
    }

    /**
     * What time alone brings about: launches that waited too long are told so, and sessions of applications whose windows
     * have all been closed for {@code wait} are over.
     *
     * @return the sessions that are over
     */
    public synchronized List<UUID> tick(List<RunningSession> running, Duration wait) {
        long now = nanoTime.getAsLong();
        running.forEach(session -> session.id().ifPresent(this::created));
        List<UUID> over = new ArrayList<>();
        sessions.forEach((id, inside) -> {
            inside.waiting.entrySet().removeIf(entry -> tooLate(inside, entry.getKey(), entry.getValue(), now));
            inside.openBesides();
            boolean empty = inside.link != null && !inside.desktop && inside.windows.isEmpty();
            if (empty && inside.waiting.isEmpty() && now - inside.windowless > wait.toNanos()) {
                over.add(id);
            }
        });
        sessions.keySet().removeIf(id -> isOver(id, running, now));
        return over;
    }

    private boolean tooLate(Inside inside, UUID launch, Waiting waiting, long now) {
        long waited = now - waiting.since();
        if (inside.link == null && waited > LAUNCHER_PATIENCE.toNanos()) {
            stages.failed(launch, LaunchStages.LAUNCHER, "launcher-silent");
            return true;
        }
        Long handedOver = waiting.handedOver();
        if (handedOver != null && !inside.windows.isEmpty() && now - handedOver > NEW_WINDOW_PATIENCE.toNanos()) {
            // It opened in a window that was there, as another tab for instance.
            stages.reached(launch, LaunchStages.FIRST_WINDOW);
            return true;
        }
        if (waited > FIRST_WINDOW_PATIENCE.toNanos()) {
            stages.failed(launch, LaunchStages.FIRST_WINDOW, "no-window");
            return true;
        }
        return false;
    }

    /** Whether we can forget what we know: the session is gone, and it is not only about to come. */
    private boolean isOver(UUID id, List<RunningSession> running, long now) {
        Inside inside = sessions.get(id);
        return inside != null
                && inside.link == null
                && now - inside.since > LAUNCHER_PATIENCE.toNanos()
                && running.stream().noneMatch(session -> session.id().equals(Optional.of(id)));
    }
}
