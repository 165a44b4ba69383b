package org.usher.gateway.tsgu;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Servers' channels that wait for their clients' ones, by RDG-Connection-Id. Once the two have met the id is free again:
 * some clients use one for every tunnel. Safe for several threads.
 */
final class Pairing {

    private final Map<String, WaitingOut> waiting = new ConcurrentHashMap<>();

    /** Whether the id was free. */
    boolean put(String id, WaitingOut out) {
        return waiting.putIfAbsent(id, out) == null;
    }

    boolean isWaiting(String id) {
        return waiting.containsKey(id);
    }

    /** The one that waits, for one caller only. */
    Optional<WaitingOut> take(String id) {
        return Optional.ofNullable(waiting.remove(id));
    }

    /** Nobody waits any more; whether it was still waiting. */
    boolean giveUp(String id, WaitingOut out) {
        return waiting.remove(id, out);
    }
}
