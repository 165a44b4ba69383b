package org.usher.domain.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.domain.sessions.SessionSync.Change;
import org.usher.domain.sessions.SessionSync.Known;
import org.usher.domain.testing.Seeded;

class SessionSyncTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant IN_TIME = NOW.plusSeconds(1);
    private static final Instant TOO_LATE = NOW.minusNanos(1);
    private static final SessionId ID = new SessionId(new UUID(0, 1));

    enum Seen {
        ATTACHED,
        DETACHED,
        NOT
    }

    private static List<ReportedSession> report(Seen seen) {
        return switch (seen) {
            case ATTACHED -> List.of(new ReportedSession(ID, true));
            case DETACHED -> List.of(new ReportedSession(ID, false));
            case NOT -> List.of();
        };
    }

    private static Arguments then(SessionState state, Instant startsBy, Seen seen, Optional<Change> change) {
        return Arguments.of(state, startsBy, seen, change);
    }

    private static Optional<Change> to(SessionState state) {
        return Optional.of(new Change(ID, state, ""));
    }

    private static Optional<Change> ended(String reason) {
        return Optional.of(new Change(ID, SessionState.ENDED, reason));
    }

    /** Every state of a live session, seen and not. */
    static Stream<Arguments> table() {
        Optional<Change> nothing = Optional.empty();
        return Stream.of(
                then(SessionState.STARTING, IN_TIME, Seen.ATTACHED, to(SessionState.ACTIVE)),
                then(SessionState.STARTING, IN_TIME, Seen.DETACHED, to(SessionState.DISCONNECTED)),
                then(SessionState.STARTING, IN_TIME, Seen.NOT, nothing),
                then(SessionState.STARTING, TOO_LATE, Seen.ATTACHED, to(SessionState.ACTIVE)),
                then(SessionState.STARTING, TOO_LATE, Seen.DETACHED, to(SessionState.DISCONNECTED)),
                then(SessionState.STARTING, TOO_LATE, Seen.NOT, ended(SessionSync.NEVER_STARTED)),
                then(SessionState.ACTIVE, TOO_LATE, Seen.ATTACHED, nothing),
                then(SessionState.ACTIVE, TOO_LATE, Seen.DETACHED, to(SessionState.DISCONNECTED)),
                then(SessionState.ACTIVE, IN_TIME, Seen.NOT, ended(SessionSync.ENDED_ON_HOST)),
                then(SessionState.DISCONNECTED, TOO_LATE, Seen.ATTACHED, to(SessionState.ACTIVE)),
                then(SessionState.DISCONNECTED, TOO_LATE, Seen.DETACHED, nothing),
                then(SessionState.DISCONNECTED, IN_TIME, Seen.NOT, ended(SessionSync.ENDED_ON_HOST)),
                then(SessionState.UNKNOWN, TOO_LATE, Seen.ATTACHED, to(SessionState.ACTIVE)),
                then(SessionState.UNKNOWN, TOO_LATE, Seen.DETACHED, to(SessionState.DISCONNECTED)),
                then(SessionState.UNKNOWN, IN_TIME, Seen.NOT, ended(SessionSync.ENDED_ON_HOST)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachStateFollowsTheReport(SessionState state, Instant startsBy, Seen seen, Optional<Change> change) {
        assertThat(SessionSync.changes(List.of(new Known(ID, state, startsBy)), report(seen), NOW))
                .isEqualTo(change.stream().toList());
    }

    @Test
    void theGraceOfAStartIsKeptToTheEnd() {
        Known atTheEnd = new Known(ID, SessionState.STARTING, NOW);
        assertThat(SessionSync.changes(List.of(atTheEnd), List.of(), NOW)).isEmpty();
    }

    @Test
    void sessionsThatTheBrokerDoesNotKnowChangeNothing() {
        assertThat(SessionSync.changes(List.of(), report(Seen.ATTACHED), NOW)).isEmpty();
    }

    @Test
    void aSessionThatIsReportedTwiceIsTakenOnceAsFirstSaid() {
        List<ReportedSession> twice = List.of(new ReportedSession(ID, true), new ReportedSession(ID, false));
        assertThat(SessionSync.changes(List.of(new Known(ID, SessionState.STARTING, IN_TIME)), twice, NOW))
                .containsExactly(new Change(ID, SessionState.ACTIVE, ""));
    }

    private static List<Known> applied(List<Known> known, List<Change> changes) {
        Map<SessionId, SessionState> to = changes.stream().collect(Collectors.toMap(Change::session, Change::to));
        return known.stream()
                .map(one -> new Known(one.id(), to.getOrDefault(one.id(), one.state()), one.startsBy()))
                .filter(one -> one.state() != SessionState.ENDED)
                .toList();
    }

    @Test
    void aReportThatWasHeardSaysNothingNewASecondTime() {
        List<SessionState> live =
                List.of(SessionState.STARTING, SessionState.ACTIVE, SessionState.DISCONNECTED, SessionState.UNKNOWN);
        Seeded.rounds(1_000, random -> {
            List<Known> known = new ArrayList<>();
            List<ReportedSession> report = new ArrayList<>();
            for (int number = 0; number < 12; number++) {
                SessionId id = new SessionId(new UUID(0, number));
                if (random.nextInt(4) > 0) {
                    Instant startsBy = NOW.plusSeconds(random.nextInt(180) - 90L);
                    known.add(new Known(id, Seeded.oneOf(random, live), startsBy));
                }
                if (random.nextInt(3) > 0) {
                    report.add(new ReportedSession(id, random.nextBoolean()));
                }
            }
            List<Change> changes = SessionSync.changes(known, report, NOW);
            assertThat(SessionSync.changes(applied(known, changes), report, NOW))
                    .isEmpty();
        });
    }
}
