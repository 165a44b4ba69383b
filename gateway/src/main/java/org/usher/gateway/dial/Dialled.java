package org.usher.gateway.dial;

import io.netty.channel.Channel;

/** What came of dialling. */
public sealed interface Dialled {

    /**
     * The component answered and proved itself; or an RDP server answered. Nothing was sent or read beyond a handshake.
     *
     * @param channel its pipeline holds TLS, if it is spoken, and nothing else
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
        UNRESOLVED("host-unreachable"),
        /** Nobody listens there. */
        REFUSED("host-unreachable"),
        /** There is no way there, or it broke off before anybody had proven anything. */
        UNREACHABLE("host-unreachable"),
        /** Too slow: name, connection or handshake. */
        TIMED_OUT("host-timeout"),
        /** Somebody answered who is not who is wanted, or cannot prove it. */
        CERTIFICATE("host-certificate"),
        /** The address is one that no host has: of nobody, of many, or of this very network link. */
        FORBIDDEN("host-forbidden");

        private final String code;

        Cause(String code) {
            this.code = code;
        }

        /** The reason code. */
        public String code() {
            return code;
        }
    }
}
