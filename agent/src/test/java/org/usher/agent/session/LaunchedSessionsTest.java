package org.usher.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.host.HostSession;
import org.usher.link.host.Order;
import org.usher.link.host.Permissions;

/** What goes on inside of sessions, told by launchers over the real socket. */
@Timeout(60)
class LaunchedSessionsTest {

    @TempDir
    Path directory;

    private final UUID session = UUID.randomUUID();
    private final UUID resource = UUID.randomUUID();
    private final AtomicLong now = new AtomicLong();
    private final RecordedStages stages = new RecordedStages();
    private final AtomicInteger changes = new AtomicInteger();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private SessionTree tree;
    private LaunchedSessions launched;
    private Launchers launchers;

    @BeforeEach
    void open() throws IOException {
        tree = SessionTree.start(directory.resolve("host"), session, 4177);
        SessionScan scan = new SessionScan(
                Files.writeString(directory.resolve("sockets"), ""),
                tree.launcher().toString());
        launched = new LaunchedSessions(scan, stages, changes::incrementAndGet, now::get);
        launchers = Launchers.open(directory.resolve("launcher.socket"), launched);
        Waiting.until(
                "the session",
                () -> scan.scan().stream().anyMatch(found -> found.id().equals(Optional.of(session))));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        launchers.close();
        tree.close();
    }

    /** A launcher's end of the conversation. */
    private static final class Talker implements AutoCloseable {

        private final SocketChannel channel;
        private final BufferedReader lines;

        Talker(Path socket) throws IOException {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        }

        void say(String... said) throws IOException {
            channel.write(ByteBuffer.wrap((String.join("\n", said) + "\n").getBytes(StandardCharsets.UTF_8)));
        }

        @Nullable
        String hear() throws IOException {
            try {
                return lines.readLine();
            } catch (SocketException reset) {
                // What was said to it had not been read when it was closed.
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private Talker talker(String... said) throws IOException {
        Talker talker = new Talker(directory.resolve("launcher.socket"));
        opened.add(talker);
        talker.say(said);
        return talker;
    }

    /** A launcher that was taken for the session's. */
    private Talker arrived() throws IOException {
        int before = changes.get();
        Talker talker = talker("session " + session);
        Waiting.until("the launcher's arrival", () -> changes.get() > before);
        return talker;
    }

    private Order.Prepare order(boolean desktop, boolean another, String... arguments) {
        return new Order.Prepare(
                UUID.randomUUID(),
                UUID.randomUUID(),
                session,
                false,
                false,
                UUID.randomUUID(),
                new Order.Account("alice", 2000, false, "Alice"),
                desktop,
                new Order.Program(resource, "Editor", "/usr/bin/editor", List.of(arguments), ""),
                another,
                "client",
                60,
                1024,
                700,
                Permissions.ALL,
                null);
    }

    private Order.Prepare order(Order.Program program) {
        return new Order.Prepare(
                UUID.randomUUID(),
                UUID.randomUUID(),
                session,
                false,
                false,
                UUID.randomUUID(),
                new Order.Account("alice", 2000, false, "Alice"),
                false,
                program,
                true,
                "client",
                60,
                1024,
                700,
                Permissions.ALL,
                null);
    }

    private Order.Prepare open(Order.Prepare order) {
        launched.open(order);
        return order;
    }

    private void awaitStages(Order.Prepare order, String... expected) {
        Waiting.until(
                "stages " + List.of(expected) + " and not " + stages.of(order.launch()),
                () -> stages.of(order.launch()).equals(List.of(expected)));
    }

    /** A process that a resource was started in. */
    private long programOf(UUID started) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().put("USHER_RESOURCE", started.toString());
        Process process = builder.start();
        opened.add(process::destroyForcibly);
        Waiting.until(
                "the program's environment",
                () -> ProcessTable.environment((int) process.pid(), "USHER_RESOURCE")
                        .isPresent());
        return process.pid();
    }

    @Test
    void opensWhatALaunchWantsWhenTheLauncherComes() throws Exception {
        Order.Prepare order = open(order(false, false, "a file", "it's"));
        assertThat(stages.of(order.launch())).isEmpty();

        Talker launcher = arrived();
        assertThat(launcher.hear()).isEqualTo("open " + resource + " exec '/usr/bin/editor' 'a file' 'it'\\''s'");
        awaitStages(order, "session-created", "launcher");
        launcher.say("window 0x1400003 0 active Untitled - Editor", "windows-end");
        awaitStages(order, "session-created", "launcher", "first-window");
        assertThat(launched.windows(session))
                .containsExactly(new HostSession.Window("0x1400003", "Untitled - Editor", true, resource));
    }

    /** A session that begins with the editor, and opens these by itself. */
    private Order.Prepare beginning(Order.Program... alongside) {
        Order.Prepare plain = order(false, false);
        Order.Prepare order = new Order.Prepare(
                plain.id(),
                plain.launch(),
                plain.session(),
                plain.existing(),
                plain.inPlace(),
                plain.user(),
                plain.account(),
                plain.desktop(),
                plain.program(),
                plain.another(),
                plain.client(),
                plain.validSeconds(),
                plain.width(),
                plain.height(),
                plain.permissions(),
                plain.rdpClient(),
                plain.limits(),
                List.of(alongside));
        launched.open(order);
        launched.openBesides(order);
        return order;
    }

    @Test
    void opensByItselfWhatComesWithTheSessionBehindWhatWasAskedFor() throws Exception {
        UUID notes = UUID.randomUUID();
        Order.Prepare order = beginning(
                new Order.Program(UUID.randomUUID(), "Gone", "/nowhere/gone", List.of(), ""),
                new Order.Program(notes, "Notes", "/bin/sh", List.of("it's"), ""));
        Talker launcher = arrived();
        assertThat(launcher.hear()).startsWith("open " + resource);
        launcher.say("window 0x1 " + programOf(resource) + " active mine", "windows-end");
        awaitStages(order, "session-created", "launcher", "first-window");
        assertThat(launcher.hear()).isEqualTo("along " + notes + " - exec '/bin/sh' 'it'\\''s'");

        // A launch that comes meanwhile does not take the window for its own.
        UUID other = UUID.randomUUID();
        Order.Prepare another = open(order(new Order.Program(other, "Other", "/bin/sh", List.of(), "")));
        assertThat(launcher.hear()).startsWith("open " + other);
        launcher.say(
                "window 0x1 " + programOf(resource) + " plain mine",
                "window 0x2 " + programOf(notes) + " active notes",
                "windows-end");
        assertThat(launcher.hear()).isEqualTo("raise 0x1");
        assertThat(stages.of(another.launch())).containsExactly("session-created", "launcher");
        assertThat(launched.windows(session).getLast().resource()).isEqualTo(notes);

        launcher.say(
                "window 0x1 " + programOf(resource) + " active mine",
                "window 0x2 " + programOf(notes) + " plain notes",
                "window 0x3 " + programOf(other) + " plain other",
                "windows-end");
        awaitStages(another, "session-created", "launcher", "first-window");
    }

    @Test
    void bringsForwardWhatIsOpenAlreadyUnlessAnotherIsWanted() throws Exception {
        Talker launcher = arrived();
        launcher.say("window 0x1 0 plain else", "window 0x2 " + programOf(resource) + " plain mine", "windows-end");
        Waiting.until("windows", () -> launched.windows(session).size() == 2);
        assertThat(launched.windows(session).getLast().resource()).isEqualTo(resource);

        Order.Prepare again = open(order(false, false));
        assertThat(launcher.hear()).isEqualTo("raise 0x2");
        awaitStages(again, "session-created", "launcher", "first-window");

        Order.Prepare another = open(order(false, true));
        assertThat(launcher.hear()).startsWith("open " + resource);
        // The windows that were there before are not its first.
        launcher.say("window 0x1 0 plain else", "windows-end");
        launcher.say("window 0x1 0 plain else", "window 0x9 0 plain new", "windows-end");
        awaitStages(another, "session-created", "launcher", "first-window");
    }

    @Test
    void showsAMessageAndHearsWhetherItCameUp() throws Exception {
        String text = "Line one; $(reboot) 'ü'\nline two";
        assertThat(launched.show(session, text)).isEqualTo(LaunchedSessions.Message.NO_LAUNCHER);
        Talker launcher = arrived();
        for (String answer : List.of("yes", "no")) {
            CompletableFuture<LaunchedSessions.Message> shown =
                    CompletableFuture.supplyAsync(() -> launched.show(session, text));
            String[] heard = Objects.requireNonNull(launcher.hear()).split(" ", -1);
            assertThat(heard).hasSize(3).startsWith("message");
            assertThat(new String(Base64.getDecoder().decode(heard[2]), StandardCharsets.UTF_8))
                    .isEqualTo(text);
            launcher.say("showed 77 no", "showed " + heard[1] + " " + answer);
            assertThat(shown.get())
                    .isEqualTo(
                            answer.equals("yes") ? LaunchedSessions.Message.SHOWN : LaunchedSessions.Message.NOT_SHOWN);
        }
    }

    @Test
    void startsADesktopOnce() throws Exception {
        Talker launcher = arrived();
        Order.Prepare first = open(order(true, false));
        assertThat(launcher.hear()).isEqualTo("desktop " + resource + " exec '/usr/bin/editor'");
        launcher.say("window 0x1 0 plain panel", "windows-end");
        awaitStages(first, "session-created", "launcher", "first-window");
        Order.Prepare second = open(order(true, false));
        awaitStages(second, "session-created", "launcher", "first-window");
        assertThat(launched.tell(session, "close 0x1")).isTrue();
        assertThat(launcher.hear()).isEqualTo("close 0x1");
    }

    @Test
    void tellsWhyAProgramShowsNoWindow() throws Exception {
        Talker launcher = arrived();
        Order.Prepare missing = open(order(false, false));
        launcher.say("ended " + resource + " 127");
        awaitStages(missing, "session-created", "launcher", "first-window!program-missing");
        Order.Prepare broken = open(order(false, false));
        launcher.say("ended " + resource + " 1");
        awaitStages(broken, "session-created", "launcher", "first-window!program-ended");
        // One that hands over to a process that runs already ends well, and its window comes from there.
        Order.Prepare handing = open(order(false, false));
        launcher.say("ended " + resource + " 0", "window 0x5 0 plain new", "windows-end");
        awaitStages(handing, "session-created", "launcher", "first-window");
    }

    @Test
    void opensOnceWhatIsToBeOpenOnce() throws Exception {
        Talker launcher = arrived();
        Order.Program once = new Order.Program(resource, "Editor", "/usr/bin/editor", List.of(), "", null, true);
        Order.Prepare first = open(order(once));
        assertThat(launcher.hear()).startsWith("open " + resource);
        // A second click before the window is there starts nothing, and is content with the same window.
        Order.Prepare second = open(order(once));
        launcher.say("window 0x7 0 plain it", "windows-end");
        awaitStages(first, "session-created", "launcher", "first-window");
        awaitStages(second, "session-created", "launcher", "first-window");
        open(order(once));
        assertThat(launcher.hear()).isEqualTo("raise 0x7");
    }

    @Test
    void tellsWhyADocumentDoesNotOpen() throws Exception {
        Talker launcher = arrived();
        Order.Prepare gone = open(
                order(new Order.Program(resource, "It", "~/it.txt", List.of(), "", new Order.Document(""), false)));
        launcher.say("ended " + resource + " 120");
        awaitStages(gone, "session-created", "launcher", "first-window!document-missing");
        // A program's own number means nothing of the kind.
        Order.Prepare program = open(order(false, false));
        launcher.say("ended " + resource + " 120");
        awaitStages(program, "session-created", "launcher", "first-window!program-ended");
    }

    @Test
    void aSessionIsThereWhenItsLauncherRunsAndNotWhenItsXServerDoes() throws Exception {
        Order.Prepare order = open(order(false, false));
        RunningSession withoutLauncher = new RunningSession(Optional.empty(), 1000, 10, 70, 71, false, false, 1);
        launched.tick(List.of(withoutLauncher), Duration.ofSeconds(20));
        assertThat(stages.of(order.launch())).isEmpty();
        RunningSession whole = new RunningSession(Optional.of(session), 1000, 10, 70, 71, false, false, 2);
        launched.tick(List.of(whole), Duration.ofSeconds(20));
        launched.tick(List.of(whole), Duration.ofSeconds(20));
        assertThat(stages.of(order.launch())).containsExactly("session-created");
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        Order.Prepare silent = open(order(false, false));
        now.addAndGet(Duration.ofSeconds(44).toNanos());
        launched.tick(List.of(), Duration.ofSeconds(20));
        assertThat(stages.of(silent.launch())).isEmpty();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        launched.tick(List.of(), Duration.ofSeconds(20));
        assertThat(stages.of(silent.launch())).containsExactly("launcher!launcher-silent");

        arrived();
        Order.Prepare windowless = open(order(false, false));
        now.addAndGet(Duration.ofSeconds(181).toNanos());
        launched.tick(List.of(), Duration.ofDays(1));
        awaitStages(windowless, "session-created", "launcher", "first-window!no-window");
    }

    @Test
    void endsSessionsWhoseWindowsAreAllClosed() throws Exception {
        Duration wait = Duration.ofSeconds(20);
        Talker launcher = arrived();
        launcher.say("window 0x1 0 plain a", "windows-end");
        Waiting.until("a window", () -> !launched.windows(session).isEmpty());
        now.addAndGet(Duration.ofHours(5).toNanos());
        assertThat(launched.tick(List.of(), wait)).isEmpty();

        launcher.say("windows-end");
        Waiting.until("no window", () -> launched.windows(session).isEmpty());
        now.addAndGet(Duration.ofSeconds(19).toNanos());
        assertThat(launched.tick(List.of(), wait)).isEmpty();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(launched.tick(List.of(), wait)).containsExactly(session);
        // Not while a launch is on its way there.
        open(order(false, false));
        assertThat(launched.tick(List.of(), wait)).isEmpty();
    }

    @Test
    void turnsAwayLaunchersOfNoSessionAndNonsense() throws Exception {
        assertThat(talker("session " + UUID.randomUUID()).hear()).isNull();
        assertThat(talker("hello").hear()).isNull();
        assertThat(talker("session not-an-id").hear()).isNull();
        assertThat(talker("session " + session + " more").hear()).isNull();
        assertThat(talker("x".repeat(10_000)).hear()).isNull();
        for (String nonsense : List.of(
                "shutdown",
                "ended",
                "ended x",
                "showed",
                "showed x yes",
                "ended " + resource,
                "ended " + resource + " x",
                "window 0x1 pid plain t")) {
            Talker launcher = arrived();
            launcher.say(nonsense);
            assertThat(launcher.hear()).as(nonsense).isNull();
            Waiting.until("it is gone", () -> !launched.tell(session, "raise 0x1"));
        }
        // And the right one can still come.
        Talker launcher = arrived();
        assertThat(launched.tell(session, "raise 0x1")).isTrue();
        assertThat(launcher.hear()).isEqualTo("raise 0x1");
    }

    @Test
    void takesTheLauncherThatCameLast() throws Exception {
        Talker first = arrived();
        Talker second = arrived();
        first.close();
        assertThat(launched.tell(session, "raise 0x7")).isTrue();
        assertThat(second.hear()).isEqualTo("raise 0x7");
    }

    @Test
    void keepsNoMoreWindowsThanPeopleHave() throws Exception {
        Talker launcher = arrived();
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            many.add("window 0x" + Integer.toHexString(i) + " 0 plain t");
        }
        launcher.say(many.toArray(String[]::new));
        launcher.say("window short", "windows-end");
        Waiting.until("windows", () -> !launched.windows(session).isEmpty());
        assertThat(launched.windows(session)).hasSize(500);
    }
}
