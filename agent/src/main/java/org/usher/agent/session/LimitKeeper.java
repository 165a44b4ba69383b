package org.usher.agent.session;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that sessions last no longer than they may. */
public final class LimitKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LimitKeeper.class);

    /** The reason codes that pages are told. */
    private static final String IDLE = "idle-timeout";

    private static final String OVER = "session-limit";
    private static final String ENDED = "session-ended";

    private final SessionLimits limits;
    private final SessionClients clients;
    private final SessionHost host;
    private final FrontLine front;
    private final LaunchedSessions launched;
    private final Runnable changed;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    /** {@code changed} is run when something changed that a report would tell. */
    public LimitKeeper(
            SessionLimits limits,
            SessionClients clients,
            SessionHost host,
            FrontLine front,
            LaunchedSessions launched,
            Runnable changed) {
        this.limits = limits;
        this.clients = clients;
        this.host = host;
        this.front = front;
        this.launched = launched;
        this.changed = changed;
    }

    /** Does what is due, now that these sessions run. What takes its time is done beside. */
    public void look(List<RunningSession> running) {
        for (SessionLimits.Due due : limits.look(running, clients::of)) {
            if (underWay.add(due.id())) {
                Thread.ofVirtual().name("session-limit").start(() -> {
                    try {
                        carryOut(due);
                    } finally {
                        underWay.remove(due.id());
                        changed.run();
                    }
                });
            }
        }
    }

    private void carryOut(SessionLimits.Due due) {
        switch (due) {
            case SessionLimits.Idle(UUID id, RunningSession session, int minutes) -> {
                LOG.info("session {}: no input for {} minutes, its client is taken off", id, minutes);
                front.endSession(id, IDLE);
                if (!host.disconnect(session)) {
                    LOG.warn("session {}: xrdp does not let go of its client", id);
                }
                // What was known of the client that has gone is not to be held against the next one.
                clients.forget(id);
            }
            case SessionLimits.Disconnected(UUID id, RunningSession session, int minutes) -> {
                LOG.info("session {}: no client for {} minutes, it is logged off", id, minutes);
                end(id, session, ENDED);
            }
            case SessionLimits.Over(UUID id, RunningSession session, int minutes) -> {
                LOG.info("session {}: it has lasted {} minutes, it is logged off", id, minutes);
                end(id, session, OVER);
            }
            case SessionLimits.Warning(UUID id, RunningSession session, long secondsLeft) -> {
                LaunchedSessions.Message shown = launched.show(id, warning(secondsLeft));
                LOG.info("session {}: it ends in {} s; the warning: {}", id, secondsLeft, shown);
            }
        }
    }

    private void end(UUID id, RunningSession session, String reason) {
        front.endSession(id, reason);
        if (host.end(session)) {
            launched.forget(id);
        } else {
            LOG.warn("session {} does not end", id);
        }
    }

    private static String warning(long secondsLeft) {
        long minutes = Math.max(1, (secondsLeft + 59) / 60);
        return "Your session will be logged off in " + minutes + (minutes == 1 ? " minute" : " minutes")
                + ", since it will then have lasted as long as sessions may.\n\n"
                + "Please save your work now. You can open a new session afterwards.";
    }
}
