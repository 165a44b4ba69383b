package org.usher.domain.launch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.usher.domain.hosts.Host;
import org.usher.domain.identity.UserId;
import org.usher.domain.sessions.ReportedSession;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.testing.Seeded;

/** A host with its agent, as the truth is. It decides like the agent's SessionDesk: xrdp has one session per user. */
final class SimulatedHost {

    final Host host;
    boolean machineUp = true;
    boolean agentUp = true;
    private final Map<SessionId, Running> running = new LinkedHashMap<>();
    private final Map<SessionId, SessionKey> starting = new LinkedHashMap<>();
    private final Set<SessionId> seen = new HashSet<>();

    SimulatedHost(Host host) {
        this.host = host;
    }

    /** A session that runs, whatever the broker believes. */
    record Running(SessionKey key, boolean attached) {}

    Map<SessionId, Running> running() {
        return running;
    }

    boolean listens() {
        return machineUp && agentUp;
    }

    HostOrders.Answer carryOut(HostOrders.Prepare order, Random random) {
        if (random.nextInt(12) == 0) {
            LaunchRefusal because = Seeded.oneOf(
                    random,
                    List.of(LaunchRefusal.PROGRAM_MISSING, LaunchRefusal.ACCOUNT_REFUSED, LaunchRefusal.HOST_FAILED));
            return new HostOrders.Declined(because, "simulated");
        }
        Running mine = running.get(order.session());
        if (mine != null) {
            return order.inPlace() && mine.attached() ? new HostOrders.Opened() : new HostOrders.Expected();
        }
        if (has(order.key().user())) {
            return order.existing()
                    ? new HostOrders.NoSession()
                    : new HostOrders.Declined(LaunchRefusal.SESSION_CONFLICT, "another session");
        }
        if (order.existing() && !starting.containsKey(order.session())) {
            return new HostOrders.NoSession();
        }
        starting.put(order.session(), order.key());
        return new HostOrders.Expected();
    }

    private boolean has(UserId user) {
        return running.values().stream().anyMatch(one -> one.key().user().equals(user));
    }

    /** One of the sessions that were asked for comes to be, or fails to. */
    void startOne(Random random) {
        if (machineUp && !starting.isEmpty()) {
            SessionId id = Seeded.oneOf(random, List.copyOf(starting.keySet()));
            Optional<SessionKey> key = Optional.ofNullable(starting.remove(id));
            key.filter(one -> !has(one.user()) && random.nextInt(10) > 0)
                    .ifPresent(one -> running.put(id, new Running(one, random.nextBoolean())));
        }
    }

    /** A client comes to one of the sessions or leaves it, or the session ends. */
    void changeOne(Random random) {
        if (machineUp && !running.isEmpty()) {
            SessionId id = Seeded.oneOf(random, List.copyOf(running.keySet()));
            if (random.nextInt(3) == 0) {
                running.remove(id);
            } else {
                seen.add(id);
                running.computeIfPresent(id, (same, was) -> new Running(was.key(), !was.attached()));
            }
        }
    }

    /** The broker has given a launch up whose order may have arrived. */
    void endIfUnused(SessionId id) {
        starting.remove(id);
        Running session = running.get(id);
        if (session != null && !session.attached() && !seen.contains(id)) {
            running.remove(id);
        }
    }

    void crash() {
        machineUp = false;
        running.clear();
        starting.clear();
    }

    /** The agent forgets what it was about to start; the sessions run on. */
    void restartAgent() {
        agentUp = true;
        starting.clear();
    }

    /** All that there is; a liar leaves something out and makes something up. */
    List<ReportedSession> report(Random random, boolean liar, List<SessionId> foreign) {
        List<ReportedSession> report = new ArrayList<>();
        running.forEach((id, one) -> {
            if (!liar || random.nextInt(3) > 0) {
                report.add(new ReportedSession(id, liar ? random.nextBoolean() : one.attached()));
            }
        });
        if (liar && !foreign.isEmpty()) {
            report.add(new ReportedSession(Seeded.oneOf(random, foreign), random.nextBoolean()));
        }
        return report;
    }
}
