package org.usher.agent.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Finds out which sessions have ended, also while nobody was connected to them: then nobody else says so. A session counts as
 * ended when two looks in a row have not found it, since a process that begins another program has no name for a moment.
 *
 * <p>Owned by one thread.
 */
public final class EndedSessions {

    private Set<UUID> present = Set.of();
    private Set<UUID> missing = Set.of();

    /** The sessions that have ended, at this look at those that run. Each is told once. */
    public List<UUID> look(List<RunningSession> running) {
        Set<UUID> now = new HashSet<>();
        // A session that its server has lost can be looked at and not returned to.
        running.stream()
                .filter(session -> !session.orphan() || session.attached())
                .forEach(session -> session.id().ifPresent(now::add));
        List<UUID> ended =
                missing.stream().filter(session -> !now.contains(session)).toList();
        Set<UUID> gone = new HashSet<>(present);
        gone.removeAll(now);
        missing = gone;
        present = now;
        return ended;
    }
}
