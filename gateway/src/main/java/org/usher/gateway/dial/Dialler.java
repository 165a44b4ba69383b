package org.usher.gateway.dial;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentName;

/**
 * Opens connections with mutual TLS to components of one role. INVARIANT: a name is resolved once, and the connection goes
 * to the address that came of it.
 *
 * @param protocol the application protocol that must be agreed on; empty when none is asked for
 * @param patience for name and connection together, and then again for the handshake
 */
public record Dialler(Transport transport, Names names, TlsContext tls, String protocol, Duration patience) {

    /**
     * Dials.
     *
     * @param loop where the channel lives, and where {@code outcome} is told
     * @param expected who must be there, beyond what the TLS context asks for
     * @return to give it up with
     */
    public Dialling dial(
            EventLoop loop, HostAndPort target, Predicate<ComponentName> expected, Consumer<Dialled> outcome) {
        Dialling dialling = new Dialling(
                new PlainDialler(transport, names, patience),
                Optional.of(new Dialling.Wanted(tls, protocol, expected)),
                loop,
                outcome);
        dialling.start(target);
        return dialling;
    }
}
