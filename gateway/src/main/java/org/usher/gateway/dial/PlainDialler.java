package org.usher.gateway.dial;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.usher.relay.transport.Transport;

/**
 * Opens TCP connections on which nobody has proven anything yet. INVARIANT: a name is resolved once, and the connection goes
 * to the address that came of it.
 *
 * @param patience for name and connection together
 */
public record PlainDialler(Transport transport, Names names, Duration patience) {

    /**
     * Dials.
     *
     * @param loop where the channel lives, and where {@code outcome} is told
     * @return to give it up with
     */
    public Dialling dial(EventLoop loop, HostAndPort target, Consumer<Dialled> outcome) {
        Dialling dialling = new Dialling(this, Optional.empty(), loop, outcome);
        dialling.start(target);
        return dialling;
    }
}
