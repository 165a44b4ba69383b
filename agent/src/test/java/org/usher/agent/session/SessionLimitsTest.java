package org.usher.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.host.HostSession;
import org.usher.link.host.Order;

class SessionLimitsTest {

    @TempDir
    Path directory;

    private final UUID id = UUID.randomUUID();
    private final long begin = 10_000;
    private long now = begin;
    private SessionLimits limits;

    @BeforeEach
    void start() throws IOException {
        restart();
    }

    private void restart() throws IOException {
        limits = new SessionLimits(directory, () -> now);
    }

    private void set(int idle, int disconnected, int session) {
        limits.set(id, new Order.Limits(idle, disconnected, session));
    }

    /** What is due when so many seconds have passed, for a session that has run since the begin. */
    private List<SessionLimits.Due> after(long seconds, boolean attached, long idleSeconds) {
        now += seconds;
        RunningSession running =
                new RunningSession(Optional.of(id), 2000, 10, 4001, 4002, attached, false, now - begin);
        HostSession.Client client =
                new HostSession.Client(UUID.randomUUID(), true, "", 0, "", false, idleSeconds, 0, 0, 0, 0);
        return limits.look(List.of(running), session -> Optional.of(client).filter(one -> attached));
    }

    private List<String> kinds(List<SessionLimits.Due> due) {
        return due.stream().map(one -> one.getClass().getSimpleName()).toList();
    }

    @Test
    void withoutLimitsNothingIsEverDue() {
        assertThat(after(1_000_000, true, 1_000_000)).isEmpty();
        set(0, 0, 0);
        assertThat(after(1_000_000, false, 0)).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whoDoesNothingIsTakenOff() {
        set(2, 0, 0);
        assertThat(after(500, true, 119)).isEmpty();
        assertThat(kinds(after(1, true, 120))).containsExactly("Idle");
        assertThat(after(1, false, 121)).isEmpty();
        assertThat(after(1, true, 0)).isEmpty();
    }

    @Test
    void aClientOfWhomNothingIsKnownIsNotIdle() {
        set(2, 0, 0);
        now += 10_000;
        RunningSession running = new RunningSession(Optional.of(id), 2000, 10, 4001, 4002, true, false, 10_000);
        assertThat(limits.look(List.of(running), session -> Optional.empty())).isEmpty();
    }

    @Test
    void aSessionWithoutAClientEnds() {
        set(0, 2, 0);
        assertThat(after(60, true, 0)).isEmpty();
        assertThat(after(600, true, 600)).isEmpty();
        assertThat(after(5, false, 0)).isEmpty();
        assertThat(after(100, false, 0)).isEmpty();
        assertThat(after(10, true, 0)).isEmpty();
        assertThat(after(5, false, 0)).isEmpty();
        assertThat(after(119, false, 0)).isEmpty();
        assertThat(kinds(after(1, false, 0))).containsExactly("Disconnected");
    }

    @Test
    void oneThatNobodyEverCameForEndsToo() {
        set(0, 2, 0);
        assertThat(after(119, false, 0)).isEmpty();
        assertThat(kinds(after(1, false, 0))).containsExactly("Disconnected");
    }

    @Test
    void aSessionEndsInTheEndAndSaysSoBefore() {
        set(0, 0, 10);
        assertThat(after(299, true, 0)).isEmpty();
        List<SessionLimits.Due> due = after(1, true, 0);
        assertThat(kinds(due)).containsExactly("Warning");
        assertThat(((SessionLimits.Warning) due.getFirst()).secondsLeft()).isEqualTo(300);
        assertThat(after(1, true, 0)).isEmpty();
        assertThat(after(298, true, 0)).isEmpty();
        assertThat(kinds(after(1, true, 0))).containsExactly("Over");
        assertThat(kinds(after(1, false, 0))).containsExactly("Over");
    }

    @Test
    void whoComesLateIsWarnedThen() {
        set(0, 0, 10);
        assertThat(after(480, false, 0)).isEmpty();
        List<SessionLimits.Due> due = after(1, true, 0);
        assertThat(((SessionLimits.Warning) due.getFirst()).secondsLeft()).isEqualTo(119);
    }

    @Test
    void aRestartedAgentGoesOn() throws IOException {
        set(0, 2, 10);
        after(10, true, 0);
        after(1, false, 0);
        now += 100;
        restart();
        assertThat(after(19, false, 0)).isEmpty();
        assertThat(kinds(after(1, false, 0))).containsExactly("Disconnected");
        assertThat(kinds(after(200, true, 0))).containsExactly("Warning");
        restart();
        assertThat(after(1, true, 0)).isEmpty();
    }

    @Test
    void whatWasKeptBeforeABootIsNoMeasure() throws IOException {
        set(0, 2, 0);
        after(1, false, 0);
        now = 50;
        restart();
        assertThat(limits.look(List.of(), session -> Optional.empty())).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aSessionThatIsGoneIsForgotten() {
        set(0, 2, 0);
        limits.look(List.of(), session -> Optional.empty());
        assertThat(directory).isNotEmptyDirectory();
        now += 301;
        limits.look(List.of(), session -> Optional.empty());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLaterLaunchChangesTheLimitsAndNotWhatHasPassed() {
        set(0, 10, 0);
        after(10, true, 0);
        after(60, false, 0);
        set(0, 2, 0);
        assertThat(after(119, false, 0)).isEmpty();
        assertThat(kinds(after(1, false, 0))).containsExactly("Disconnected");
    }

    @Test
    void aFileOfAnotherVersionIsPassedOver() throws IOException {
        Files.writeString(directory.resolve(UUID.randomUUID() + ".json"), "{\"session\":7");
        set(0, 2, 0);
        restart();
        assertThat(kinds(after(120, false, 0))).containsExactly("Disconnected");
    }
}
