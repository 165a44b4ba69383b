package org.usher.agent.front;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.usher.agent.control.FrontOrder;
import org.usher.wire.Octets;

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

    private record Expected(FrontOrder.Expect client, Optional<Octets> code, long until) {}

    Expectations(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void expect(FrontOrder.Expect client) {
        long now = nanoTime.getAsLong();
        launches.values().removeIf(expected -> expected.until() - now < 0);
        launches.put(
                client.launch(),
                new Expected(
                        client,
                        Optional.ofNullable(client.codeDigest()).map(Octets::ofText),
                        now + TimeUnit.SECONDS.toNanos(client.validSeconds())));
    }

    /** The launch, if it is there and not too late. It may still be claimed. */
    Optional<FrontOrder.Expect> expected(UUID launch) {
        return Optional.ofNullable(launches.get(launch))
                .filter(expected -> expected.until() - nanoTime.getAsLong() >= 0)
                .map(Expected::client);
    }

    /** Takes the launch, if it is there and not too late. */
    Optional<FrontOrder.Expect> claim(UUID launch) {
        Optional<FrontOrder.Expect> client = expected(launch);
        launches.remove(launch);
        return client;
    }

    /** Takes the launch whose connect code has this SHA-256. */
    Optional<FrontOrder.Expect> claim(Octets codeDigest) {
        return launches.values().stream()
                .filter(expected -> expected.code().equals(Optional.of(codeDigest)))
                .findFirst()
                .flatMap(expected -> claim(expected.client().launch()));
    }

    void forgetSession(UUID session) {
        launches.values().removeIf(expected -> expected.client().session().equals(session));
    }

    void forgetClient(String client) {
        launches.values().removeIf(expected -> expected.client().client().equals(client));
    }
}
