package org.usher.domain.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings what the broker knows of a host's sessions in line with a whole report of its agent. Pure: the same knowledge and
 * report give the same changes.
 */
public final class SessionSync {

    /** How long a reserved session may take to appear in a report when a client comes for it at once. */
    public static final Duration START_GRACE = Duration.ofSeconds(90);

    /**
     * The reason code for a session that the agent no longer sees. It is the host's own word; one that ended for any other
     * reason was only given up, and comes back when the host reports it after all and nothing has taken its place.
     */
    public static final String ENDED_ON_HOST = "session-ended";

    /** The reason code for a session that never came to be. */
    public static final String NEVER_STARTED = "session-never-started";

    /**
     * One thing that has changed.
     *
     * @param reason a reason code when {@code to} is {@link SessionState#ENDED}, else empty
     */
    public record Change(SessionId session, SessionState to, String reason) {}

    /**
     * A live session.
     *
     * @param startsBy when it must have appeared in a report, by the broker's clock
     */
    public record Known(SessionId id, SessionState state, Instant startsBy) {}

    private SessionSync() {}

    /** What has changed, for sessions that the broker knows. */
    public static List<Change> changes(Collection<Known> known, Collection<ReportedSession> report, Instant now) {
        Map<SessionId, ReportedSession> reported =
                report.stream().collect(Collectors.toMap(ReportedSession::id, Function.identity(), (a, b) -> a));
        List<Change> changes = new ArrayList<>();
        for (Known session : known) {
            ReportedSession seen = reported.get(session.id());
            if (seen != null) {
                SessionState state = seen.attached() ? SessionState.ACTIVE : SessionState.DISCONNECTED;
                if (state != session.state()) {
                    changes.add(new Change(session.id(), state, ""));
                }
            } else if (session.state() != SessionState.STARTING) {
                changes.add(new Change(session.id(), SessionState.ENDED, ENDED_ON_HOST));
            } else if (session.startsBy().isBefore(now)) {
                changes.add(new Change(session.id(), SessionState.ENDED, NEVER_STARTED));
            }
        }
        return changes;
    }
}
