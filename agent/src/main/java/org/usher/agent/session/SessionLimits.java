package org.usher.agent.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.link.Json;
import org.usher.link.host.HostSession;
import org.usher.link.host.Order;

/**
 * How long the sessions of this host may last, and which have lasted too long. The broker said so with the launch; from then
 * on nobody has to be asked, so that limits hold while brokers are away. What was said, and since when a session has no
 * client, lies in a directory that the next boot empties, as it does away with the sessions: a restarted agent goes on.
 */
public final class SessionLimits {

    /** How long before its end a session says so. */
    static final long WARNING_SECONDS = 300;

    private static final Logger LOG = LoggerFactory.getLogger(SessionLimits.class);

    /** How long a session that was launched may take to be seen. */
    private static final long APPEARS_SECONDS = 300;

    private static final long ATTACHED = -1;

    private final Path directory;
    private final LongSupplier uptimeSeconds;
    private final Map<UUID, Kept> sessions = new HashMap<>();

    /**
     * What is kept of a session.
     *
     * @param setAt when its limits were said, in seconds since the machine started
     * @param detachedAt since when it has no client, {@link #ATTACHED} while it has one
     * @param warned whether it was told of its end
     */
    private record Kept(UUID session, Order.Limits limits, long setAt, long detachedAt, boolean warned) {

        Kept detached(long at) {
            return new Kept(session, limits, setAt, at, warned);
        }
    }

    /** Something that is to be done to a session now. */
    sealed interface Due {

        RunningSession session();

        UUID id();
    }

    /** Nobody has used it: its client is taken off, and it runs on. */
    record Idle(UUID id, RunningSession session, int minutes) implements Due {}

    /** It has been without a client for too long: it ends. */
    record Disconnected(UUID id, RunningSession session, int minutes) implements Due {}

    /** It has lasted for too long: it ends. */
    record Over(UUID id, RunningSession session, int minutes) implements Due {}

    /** It is about to have lasted for too long. */
    record Warning(UUID id, RunningSession session, long secondsLeft) implements Due {}

    SessionLimits(Path directory, LongSupplier uptimeSeconds) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.uptimeSeconds = uptimeSeconds;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            files.forEach(this::load);
        }
    }

    /** The limits that are kept in this directory. */
    public static SessionLimits in(Path directory) throws IOException {
        return new SessionLimits(directory, ProcessTable::uptimeSeconds);
    }

    private void load(Path file) {
        try {
            Kept kept = Json.read(Files.readString(file), Kept.class);
            sessions.put(kept.session(), kept);
        } catch (IOException | IllegalArgumentException broken) {
            // Written by us, whole or not at all: what is left is that of another version.
            LOG.warn("limits in {} are passed over: {}", file, broken.toString());
        }
    }

    /** What was said with a launch; a later one for the same session takes the place of an earlier one. */
    synchronized void set(UUID session, Order.Limits limits) {
        Kept before = sessions.get(session);
        if (limits.equals(Order.Limits.NONE)) {
            forget(session);
        } else if (before == null || !before.limits().equals(limits)) {
            long now = uptimeSeconds.getAsLong();
            keep(new Kept(session, limits, now, before == null ? now : before.detachedAt(), false));
        }
    }

    /** What is due, now that these sessions run and these clients look at them. Each warning is due once. */
    synchronized List<Due> look(List<RunningSession> running, Function<UUID, Optional<HostSession.Client>> clients) {
        long now = uptimeSeconds.getAsLong();
        List<Due> due = new ArrayList<>();
        Map<UUID, RunningSession> byId = new HashMap<>();
        running.forEach(session -> session.id().ifPresent(id -> byId.put(id, session)));
        for (Kept kept : List.copyOf(sessions.values())) {
            RunningSession session = byId.get(kept.session());
            if (session != null) {
                Kept seen = seen(kept, session.attached(), now);
                due(seen, session, clients.apply(kept.session()), now).ifPresent(due::add);
            } else if (now - kept.setAt() > APPEARS_SECONDS || now < kept.setAt()) {
                forget(kept.session());
            }
        }
        return due;
    }

    private Kept seen(Kept kept, boolean attached, long now) {
        boolean known = kept.detachedAt() != ATTACHED && kept.detachedAt() <= now;
        if (attached ? kept.detachedAt() == ATTACHED : known) {
            return kept;
        }
        Kept changed = kept.detached(attached ? ATTACHED : now);
        keep(changed);
        return changed;
    }

    private Optional<Due> due(Kept kept, RunningSession session, Optional<HostSession.Client> client, long now) {
        UUID id = kept.session();
        Order.Limits limits = kept.limits();
        long left = seconds(limits.sessionMinutes()) - session.seconds();
        if (limits.sessionMinutes() > 0 && left <= 0) {
            return Optional.of(new Over(id, session, limits.sessionMinutes()));
        }
        if (!session.attached()) {
            boolean tooLong = limits.disconnectedMinutes() > 0
                    && now - kept.detachedAt() >= seconds(limits.disconnectedMinutes());
            return tooLong
                    ? Optional.of(new Disconnected(id, session, limits.disconnectedMinutes()))
                    : Optional.empty();
        }
        boolean idle = limits.idleMinutes() > 0
                && client.filter(seen -> seen.idleSeconds() >= seconds(limits.idleMinutes()))
                        .isPresent();
        if (idle) {
            return Optional.of(new Idle(id, session, limits.idleMinutes()));
        }
        if (limits.sessionMinutes() > 0 && left <= WARNING_SECONDS && !kept.warned()) {
            keep(new Kept(id, limits, kept.setAt(), kept.detachedAt(), true));
            return Optional.of(new Warning(id, session, left));
        }
        return Optional.empty();
    }

    private static long seconds(int minutes) {
        return TimeUnit.MINUTES.toSeconds(minutes);
    }

    private void keep(Kept kept) {
        sessions.put(kept.session(), kept);
        try {
            Path whole = Files.writeString(directory.resolve(kept.session() + ".new"), Json.write(kept));
            Files.move(whole, file(kept.session()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            // The limits hold all the same, until the agent is restarted.
            LOG.warn("the limits of session {} cannot be kept: {}", kept.session(), full.toString());
        }
    }

    private void forget(UUID session) {
        sessions.remove(session);
        try {
            Files.deleteIfExists(file(session));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Path file(UUID session) {
        return directory.resolve(session + ".json");
    }
}
