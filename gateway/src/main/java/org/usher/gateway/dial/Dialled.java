package org.usher.gateway.dial;

import io.netty.channel.Channel;

/** What came of dialling. */
public sealed interface Dialled {

    /**
     * The component answered and proved itself. Nothing was sent or read beyond the handshake.
     *
     * @param channel its pipeline holds TLS and nothing else
     */
    record Connected(Channel channel) implements Dialled {}

    /**
     * It did not work; nothing is left open.
     *
     * @param detail for the log
     */
    record Failed(Cause cause, String detail) implements Dialled {}

    /** Why it did not work. */
    enum Cause {
        /** The name has no address. */
        UNRESOLVED,
        /** Nobody listens there. */
        REFUSED,
        /** There is no way there, or it broke off before anybody had proven anything. */
        UNREACHABLE,
        /** Too slow: name, connection or handshake. */
        TIMED_OUT,
        /** Somebody answered who is not who is wanted, or cannot prove it. */
        CERTIFICATE
    }
}
