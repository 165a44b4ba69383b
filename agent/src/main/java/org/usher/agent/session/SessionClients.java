package org.usher.agent.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.usher.link.host.HostSession;

/** Who looks at the sessions, as the front last told. May be asked and told by any thread. */
public final class SessionClients {

    private volatile Map<UUID, HostSession.Client> bySession = Map.of();

    /** These are all of them now. */
    public synchronized void seen(Map<UUID, HostSession.Client> clients) {
        bySession = Map.copyOf(clients);
    }

    /** Nothing is known of this session's client until the front tells again. */
    synchronized void forget(UUID session) {
        Map<UUID, HostSession.Client> others = new HashMap<>(bySession);
        others.remove(session);
        bySession = Map.copyOf(others);
    }

    /** Who looks at this session. */
    public Optional<HostSession.Client> of(UUID session) {
        return Optional.ofNullable(bySession.get(session));
    }
}
