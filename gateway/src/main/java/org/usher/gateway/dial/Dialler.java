package org.usher.gateway.dial;

import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.usher.relay.tls.TlsContext;
import org.usher.relay.transport.Transport;
import org.usher.wire.component.ComponentName;

/**
 * Opens connections: with mutual TLS to components of one role, or plain ones to RDP servers. INVARIANT: a name is resolved
 * once, and the connection goes to the address that came of it.
 */
public final class Dialler {

    private final Transport transport;
    private final Names names;
    private final @Nullable TlsContext tls;
    private final String protocol;
    private final Duration patience;
    private final @Nullable RecvByteBufAllocator reads;

    private Dialler(
            Transport transport,
            Names names,
            @Nullable TlsContext tls,
            String protocol,
            Duration patience,
            @Nullable RecvByteBufAllocator reads) {
        this.transport = transport;
        this.names = names;
        this.tls = tls;
        this.protocol = protocol;
        this.patience = patience;
        this.reads = reads;
    }

    /**
     * To components of the farm.
     *
     * @param protocol the application protocol that must be agreed on; empty when none is asked for
     * @param patience for name and connection together, and then again for the handshake
     */
    public Dialler(Transport transport, Names names, TlsContext tls, String protocol, Duration patience) {
        this(transport, names, tls, protocol, patience, null);
    }

    /**
     * Without TLS. Who dials sees to it that somebody else proves who is there.
     *
     * @param patience for name and connection together
     * @param reads into which buffers is read
     */
    public static Dialler plain(Transport transport, Names names, Duration patience, RecvByteBufAllocator reads) {
        return new Dialler(transport, names, null, "", patience, reads);
    }

    /** The same, read into the usual buffers. */
    public static Dialler plain(Transport transport, Names names, Duration patience) {
        return new Dialler(transport, names, null, "", patience, null);
    }

    Transport transport() {
        return transport;
    }

    Names names() {
        return names;
    }

    /** Null when none is spoken. */
    @Nullable
    TlsContext tls() {
        return tls;
    }

    String protocol() {
        return protocol;
    }

    Duration patience() {
        return patience;
    }

    /** Into which buffers is read; null for the usual ones. */
    @Nullable
    RecvByteBufAllocator reads() {
        return reads;
    }

    /**
     * Dials.
     *
     * @param loop where the channel lives, and where {@code outcome} is told
     * @param expected who must be there, beyond what the TLS context asks for
     * @return to give it up with
     */
    public Dialling dial(
            EventLoop loop, HostAndPort target, Predicate<ComponentName> expected, Consumer<Dialled> outcome) {
        Dialling dialling = new Dialling(this, loop, expected, outcome);
        dialling.start(target);
        return dialling;
    }

    /** Dials without TLS. */
    public Dialling dial(EventLoop loop, HostAndPort target, Consumer<Dialled> outcome) {
        return dial(loop, target, nobody -> false, outcome);
    }
}
