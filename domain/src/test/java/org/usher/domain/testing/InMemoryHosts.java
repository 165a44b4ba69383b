package org.usher.domain.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostLoad;
import org.usher.domain.hosts.HostState;
import org.usher.domain.launch.HostDirectory;

/** Hosts and what they last said. What is promised to a host is counted in the books, as the broker does. */
public final class InMemoryHosts implements HostDirectory {

    private final Map<HostId, HostFacts> hosts = new LinkedHashMap<>();
    private final InMemorySessions sessions;

    public InMemoryHosts(InMemorySessions sessions) {
        this.sessions = sessions;
    }

    /** A host that has not reported yet, and does not listen. */
    public synchronized void join(Host host) {
        hosts.put(host.id(), new HostFacts(host, Optional.empty(), false, HostFacts.Rdp.UNKNOWN, 0));
    }

    /** Takes a host out of the farm. */
    public synchronized void remove(HostId id) {
        hosts.remove(id);
    }

    /** The host's agent has reported, and waits for orders. */
    public void report(HostId id, HostLoad load) {
        change(id, was -> new HostFacts(was.host(), Optional.of(load), true, was.rdp(), 0));
    }

    /** The host's agent takes orders, or not. */
    public void listening(HostId id, boolean listening) {
        change(id, was -> new HostFacts(was.host(), was.load(), listening, was.rdp(), 0));
    }

    /** What a check of the host's RDP port found. A port that fails is one where nobody is. */
    public void rdp(HostId id, HostFacts.Rdp rdp) {
        change(id, was -> new HostFacts(was.host(), was.load(), was.listening(), rdp, 0));
    }

    /** What the administrator wants of the host. */
    public void state(HostId id, HostState state) {
        state(id, state, "");
    }

    /** What the administrator wants of the host, and has to say of it. */
    public void state(HostId id, HostState state, String message) {
        change(id, was -> {
            Host host = was.host();
            Host changed = new Host(
                    host.id(),
                    host.site(),
                    host.name(),
                    host.target(),
                    state,
                    host.maxSessions(),
                    host.kind(),
                    message,
                    host.maxLogons());
            return new HostFacts(changed, was.load(), was.listening(), was.rdp(), 0);
        });
    }

    /** How many sessions may begin on the host at once. */
    public void maxLogons(HostId id, int most) {
        change(id, was -> {
            Host host = was.host();
            Host changed = new Host(
                    host.id(),
                    host.site(),
                    host.name(),
                    host.target(),
                    host.state(),
                    host.maxSessions(),
                    host.kind(),
                    host.message(),
                    OptionalInt.of(most));
            return new HostFacts(changed, was.load(), was.listening(), was.rdp(), 0);
        });
    }

    /** What the administrator wants of the host. */
    public synchronized HostState state(HostId id) {
        HostFacts facts = hosts.get(id);
        if (facts == null) {
            throw new AssertionError("host " + id + " has not joined");
        }
        return facts.host().state();
    }

    private synchronized void change(HostId id, UnaryOperator<HostFacts> change) {
        if (hosts.computeIfPresent(id, (same, was) -> change.apply(was)) == null) {
            throw new AssertionError("host " + id + " has not joined");
        }
    }

    @Override
    public synchronized List<HostFacts> facts(SiteId site) {
        return hosts.values().stream()
                .filter(facts -> facts.host().site().equals(site))
                .map(facts -> new HostFacts(
                        facts.host(),
                        facts.load(),
                        facts.listening(),
                        facts.rdp(),
                        sessions.starting(facts.host().id()),
                        sessions.beginning(facts.host().id()),
                        sessions.lastGiven(facts.host().id())))
                .toList();
    }

    @Override
    public synchronized boolean isDead(HostId id) {
        HostFacts facts = hosts.get(id);
        return facts == null || facts.rdp() == HostFacts.Rdp.FAILS;
    }
}
