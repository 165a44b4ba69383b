package org.usher.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.usher.agent.host.Accounts;
import org.usher.link.host.HostSession;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;
import org.usher.link.host.Permissions;

@Timeout(60)
class SessionDeskTest {

    private static final Permissions PERMISSIONS =
            new Permissions(Permissions.Clipboard.TO_SESSION, true, false, true, 7);
    private static final Order.RdpClient RDP_CLIENT = new Order.RdpClient("digest", true);

    private static final Accounts.Entry ALICE = new Accounts.Entry("alice", 2000, 2000, "/home/alice");

    private final UUID session = UUID.randomUUID();
    private final RecordedStages stages = new RecordedStages();
    private final ScriptedHost host = new ScriptedHost();
    private final ScriptedFront front = new ScriptedFront();
    private final LaunchedSessions launched = new LaunchedSessions(
            new SessionScan(Path.of("/proc/net/unix"), "/no/launcher"), stages, () -> {}, System::nanoTime);
    private final SessionClients clients = new SessionClients();
    private final SessionLimits limits;
    private Accounts.Verdict verdict = new Accounts.Usable(ALICE);
    private final SessionDesk desk;

    SessionDeskTest(@TempDir Path directory) throws IOException {
        limits = new SessionLimits(directory.resolve("limits"), () -> 1_000);
        desk = new SessionDesk(wanted -> verdict, host, front, launched, clients, limits);
    }

    /** A host whose sessions are a list, and which writes down what is done to them. */
    private static final class ScriptedHost implements SessionHost {

        private final List<RunningSession> running = new CopyOnWriteArrayList<>();
        private final List<String> done = new CopyOnWriteArrayList<>();
        private String startFails = "";
        private boolean obeys = true;
        private boolean broken;

        @Override
        public List<RunningSession> sessions() {
            if (broken) {
                throw new IllegalStateException("/proc is gone");
            }
            return List.copyOf(running);
        }

        @Override
        public String start(Accounts.Entry account, UUID id, int width, int height) {
            done.add("start " + account.name() + " " + id + " " + width + "x" + height);
            return startFails;
        }

        @Override
        public boolean disconnect(RunningSession which) {
            done.add("disconnect " + which.display());
            return obeys;
        }

        @Override
        public boolean end(RunningSession which) {
            done.add("end " + which.display());
            if (obeys) {
                running.remove(which);
            }
            return obeys;
        }
    }

    private static final class ScriptedFront implements FrontLine {

        private final List<Expected> expected = new ArrayList<>();
        private final List<String> ended = new ArrayList<>();
        private boolean answers = true;

        @Override
        public boolean expect(Expected client) {
            expected.add(client);
            return answers;
        }

        @Override
        public void endSession(UUID which, String reason) {
            ended.add(which + " " + reason);
        }

        @Override
        public void endClient(String client) {
            ended.add(client);
        }
    }

    private RunningSession running(@Nullable UUID id, boolean attached, boolean orphan) {
        RunningSession one = new RunningSession(
                Optional.ofNullable(id), ALICE.uid(), 10 + host.running.size(), 4001, 4002, attached, orphan, 7);
        host.running.add(one);
        return one;
    }

    private Order.Prepare prepare(boolean existing, boolean inPlace, String target) {
        return new Order.Prepare(
                UUID.randomUUID(),
                UUID.randomUUID(),
                session,
                existing,
                inPlace,
                UUID.randomUUID(),
                new Order.Account("alice", 2000, false, "Alice"),
                false,
                new Order.Program(UUID.randomUUID(), "Shell", target, List.of(), ""),
                false,
                "client",
                45,
                1280,
                720,
                PERMISSIONS,
                RDP_CLIENT);
    }

    private OrderResult assertCode(Order order, String code) {
        OrderResult result = desk.carryOut(order);
        assertThat(result.id()).isEqualTo(order.id());
        assertThat(result.code()).isEqualTo(code);
        return result;
    }

    // Launches

    @Test
    void expectsTheClientAndStartsTheSessionAhead() {
        Order.Prepare order = prepare(false, false, "sh");
        assertCode(order, OrderResult.EXPECTED);

        assertThat(front.expected)
                .containsExactly(new FrontLine.Expected(
                        order.launch(), session, order.user(), "alice", "client", 45, PERMISSIONS, RDP_CLIENT));
        Waiting.until("the start", () -> !host.done.isEmpty());
        // Sesman's word that it begins is not yet a session.
        assertThat(stages.of(order.launch())).isEmpty();
        assertThat(host.done).containsExactly("start alice " + session + " 1280x720");
    }

    @Test
    void startsOneSessionForTwoClicks() {
        assertCode(prepare(false, false, "sh"), OrderResult.EXPECTED);
        assertCode(prepare(true, false, "sh"), OrderResult.EXPECTED);
        assertThat(front.expected).hasSize(2);
        Waiting.until("the start", () -> !host.done.isEmpty());
        assertThat(host.done).hasSize(1);
    }

    @Test
    void leavesItToTheClientsSignOnWhenTheStartAheadFails() {
        host.startFails = "sesman does not answer";
        Order.Prepare order = prepare(false, false, "sh");
        assertCode(order, OrderResult.EXPECTED);
        Waiting.until("the start", () -> !host.done.isEmpty());
        assertThat(stages.of(order.launch())).isEmpty();
    }

    @Test
    void refusesWithTheReasonOfTheAccount() {
        verdict = new Accounts.Refused("account root is root");
        assertThat(assertCode(prepare(false, false, "sh"), "account-refused").detail())
                .isEqualTo("account root is root");
        assertThat(front.expected).isEmpty();
        assertThat(host.done).isEmpty();
    }

    @Test
    void refusesProgramsThatAreNotThere() {
        for (String target :
                List.of("no-such-program", "/usr/bin/no-such-program", "../bin/sh", "a/b", "/etc/passwd")) {
            assertCode(prepare(false, false, target), "program-missing");
        }
        assertThat(front.expected).isEmpty();
        assertCode(prepare(false, false, "/bin/sh"), OrderResult.EXPECTED);
    }

    @Test
    void startsNothingForAClientThatTheFrontCannotLetIn() {
        front.answers = false;
        assertCode(prepare(false, false, "sh"), "host-failed");
        assertThat(host.done).isEmpty();
    }

    @Test
    void returnsToTheSessionThatIsThere() {
        running(session, false, false);
        assertCode(prepare(true, true, "sh"), OrderResult.EXPECTED);
        assertThat(front.expected).hasSize(1);
        assertThat(host.done).isEmpty();
    }

    @Test
    void opensInTheSessionThatTheClientSees() {
        running(session, true, false);
        assertCode(prepare(true, true, "sh"), OrderResult.OPENED);
        assertThat(front.expected).isEmpty();
    }

    @Test
    void saysThatASessionIsGone() {
        assertCode(prepare(true, false, "sh"), OrderResult.NO_SESSION);
        running(UUID.randomUUID(), false, false);
        assertCode(prepare(true, false, "sh"), OrderResult.NO_SESSION);
        assertThat(front.expected).isEmpty();
    }

    @Test
    void makesNoSecondSessionForAnAccount() {
        running(UUID.randomUUID(), true, false);
        assertThat(assertCode(prepare(false, false, "sh"), "session-conflict").detail())
                .contains("alice");
        host.running.clear();
        // Nor beside one that somebody started by hand.
        running(null, true, false);
        assertCode(prepare(false, false, "sh"), "session-conflict");
        assertThat(host.done).isEmpty();
    }

    @Test
    void endsOrphansBeforeItStartsAnew() {
        running(session, false, true);
        assertCode(prepare(false, false, "sh"), OrderResult.EXPECTED);
        Waiting.until("the start", () -> host.done.size() == 2);
        assertThat(host.done).containsExactly("end 10", "start alice " + session + " 1280x720");
    }

    @Test
    void answersWhenTheHostBreaks() {
        host.broken = true;
        assertThat(assertCode(prepare(false, false, "sh"), "host-failed").detail())
                .isEqualTo("/proc is gone");
    }

    // Sessions

    @Test
    void takesTheClientOff() {
        Order.Disconnect order = new Order.Disconnect(UUID.randomUUID(), session);
        assertCode(order, OrderResult.NO_SESSION);
        running(session, false, false);
        assertCode(order, OrderResult.DONE);
        assertThat(host.done).isEmpty();
        host.running.clear();
        running(session, true, false);
        assertCode(order, OrderResult.DONE);
        assertThat(host.done).containsExactly("disconnect 10");
        host.obeys = false;
        assertCode(order, "host-failed");
        assertThat(front.ended).hasSize(4).containsOnly(session + " disconnected");
    }

    @Test
    void endsASession() {
        Order.End order = new Order.End(UUID.randomUUID(), session, false);
        assertCode(order, OrderResult.NO_SESSION);
        running(session, true, false);
        running(UUID.randomUUID(), true, false);
        assertCode(order, OrderResult.DONE);
        assertThat(host.done).containsExactly("end 10");
        assertThat(front.ended).containsOnly(session + " session-ended");
        host.obeys = false;
        running(session, true, false);
        assertCode(order, "host-failed");
    }

    @Test
    void returnsToASessionWhoseLauncherHasNotComeYet() {
        verdict = new Accounts.Usable(new Accounts.Entry("root", 0, 0, "/root"));
        launched.starting(session, new Accounts.Entry("root", 0, 0, "/root"));
        host.running.add(new RunningSession(Optional.empty(), 0, 12, 4001, 4002, false, false, 0));
        assertCode(prepare(true, false, "sh"), OrderResult.EXPECTED);
        assertThat(host.done).isEmpty();
    }

    @Test
    void endsASessionWhoseLauncherHasNotComeYet() {
        launched.starting(session, new Accounts.Entry("root", 0, 0, "/root"));
        host.running.add(new RunningSession(Optional.empty(), 1, 10, 4001, 4002, false, false, 0));
        host.running.add(new RunningSession(Optional.of(UUID.randomUUID()), 0, 11, 4001, 4002, false, false, 0));
        host.running.add(new RunningSession(Optional.empty(), 0, 12, 4001, 4002, false, false, 0));
        assertCode(new Order.End(UUID.randomUUID(), session, false), OrderResult.DONE);
        assertThat(host.done).containsExactly("end 12");
    }

    @Test
    void endsOnlyWhatNobodyUsesWhenALaunchWasGivenUp() {
        Order.End order = new Order.End(UUID.randomUUID(), session, true);
        running(session, true, false);
        assertThat(assertCode(order, OrderResult.DONE).detail()).isEqualTo("in use");
        host.running.clear();
        running(session, false, false);
        launched.attached(session, UUID.randomUUID());
        assertThat(assertCode(order, OrderResult.DONE).detail()).isEqualTo("in use");
        assertThat(host.done).isEmpty();
        launched.forget(session);
        assertThat(assertCode(order, OrderResult.DONE).detail()).isEmpty();
        assertThat(host.done).containsExactly("end 10");
    }

    @Test
    void endsASessionThatBeginsAfterItWasGivenUp() {
        assertCode(new Order.End(UUID.randomUUID(), session, false), OrderResult.NO_SESSION);
        running(UUID.randomUUID(), false, false);
        desk.endGivenUp(host.sessions());
        running(session, false, false);
        desk.endGivenUp(host.sessions());
        Waiting.until("the end", () -> host.done.equals(List.of("end 11")));
    }

    @Test
    void talksToWindowsOfSessionsWithALauncher() {
        assertCode(new Order.RaiseWindow(UUID.randomUUID(), session, "0x1400003"), OrderResult.NO_SESSION);
        assertCode(new Order.CloseWindow(UUID.randomUUID(), session, "0x1"), OrderResult.NO_SESSION);
        for (String window : List.of("1", "0x", "0x1; id", "0x1\nopen x", "0x123456789")) {
            assertCode(new Order.RaiseWindow(UUID.randomUUID(), session, window), "host-failed");
            assertCode(new Order.CloseWindow(UUID.randomUUID(), session, window), "host-failed");
        }
    }

    @Test
    void endsWhatAPortalSessionHad() {
        assertCode(new Order.EndClient(UUID.randomUUID(), "client"), OrderResult.DONE);
        assertThat(front.ended).containsExactly("client");
    }

    // Reports

    @Test
    void reportsEverySession() {
        running(session, true, false);
        running(null, false, true);
        assertThat(desk.report())
                .extracting(HostSession::id, HostSession::display, HostSession::attached, HostSession::orphan)
                .containsExactly(Tuple.tuple(session, ":10", true, false), Tuple.tuple(null, ":11", false, true));
    }

    @Test
    void tellsWhoLooksAtASessionWhileSomebodyDoes() {
        HostSession.Client client = new HostSession.Client(
                UUID.randomUUID(), false, "DESK-7", 2600, "10.0.0.7", true, 61, 1_000, 2_000, 10, 20);
        clients.seen(Map.of(session, client));
        RunningSession seen = running(session, true, false);
        assertThat(desk.report()).extracting(HostSession::client).containsExactly(client);
        host.running.remove(seen);
        running(session, false, false);
        assertThat(desk.report()).extracting(HostSession::client).containsExactly((HostSession.Client) null);
    }
}
