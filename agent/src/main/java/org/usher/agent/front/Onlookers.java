package org.usher.agent.front;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.usher.agent.control.FrontNews;

/**
 * Everybody who looks at a session through this front, whichever way they came.
 *
 * <p>Owned by the front's one thread.
 */
final class Onlookers {

    private final AgentLine agent;
    private final List<RdpSide> sides = new ArrayList<>();
    private boolean toldSomebody;

    Onlookers(AgentLine agent) {
        this.agent = agent;
    }

    /** This one begins to look. */
    void begins(RdpSide side) {
        sides.add(side);
    }

    /** Tells the agent. What it does not hear now is of no use to it later. */
    void tell() {
        sides.removeIf(side -> !side.isRelaying());
        if (!agent.isThere() || (sides.isEmpty() && !toldSomebody)) {
            return;
        }
        // Of two that share a session for a moment the later one has the picture.
        Map<UUID, FrontNews.Seen> bySession = new LinkedHashMap<>();
        sides.forEach(side -> {
            FrontNews.Seen seen = side.seen();
            bySession.put(seen.session(), seen);
        });
        agent.tell(new FrontNews.Clients(List.copyOf(bySession.values())));
        toldSomebody = !sides.isEmpty();
    }
}
