package org.usher.agent.front;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.usher.agent.control.FrontOrder;

/**
 * The clients that may come: launches that the agent has acknowledged and nobody has used.
 *
 * <p>INVARIANT: a launch is claimed once. A front that was restarted expects nobody, so what was claimed before cannot be
 * claimed again; who is turned away by that clicks again.
 *
 * <p>Owned by the front's one thread.
 */
final class Expectations {

    private final LongSupplier nanoTime;
    private final Map<UUID, Expected> launches = new HashMap<>();

    private record Expected(FrontOrder.Expect client, long until) {}

    Expectations(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void expect(FrontOrder.Expect client) {
        long now = nanoTime.getAsLong();
        launches.values().removeIf(expected -> expected.until() - now < 0);
        launches.put(client.launch(), new Expected(client, now + TimeUnit.SECONDS.toNanos(client.validSeconds())));
    }

    /** Takes the launch, if it is there and not too late. */
    Optional<FrontOrder.Expect> claim(UUID launch) {
        Expected expected = launches.remove(launch);
        return expected == null || expected.until() - nanoTime.getAsLong() < 0
                ? Optional.empty()
                : Optional.of(expected.client());
    }

    void forgetSession(UUID session) {
        launches.values().removeIf(expected -> expected.client().session().equals(session));
    }

    void forgetClient(String client) {
        launches.values().removeIf(expected -> expected.client().client().equals(client));
    }
}
