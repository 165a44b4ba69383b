package org.usher.gateway.dial;

import io.netty.channel.Channel;
import java.util.OptionalInt;
import org.usher.wire.rdcleanpath.RdCleanPath;

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

        // Windows socket errors, which RDP clients show by name.
        private static final int HOST_NOT_FOUND = 11001;
        private static final int CONNECTION_REFUSED = 10061;
        private static final int CONNECTION_TIMED_OUT = 10060;
        private static final int HOST_UNREACHABLE = 10065;

        /** TLS alert bad_certificate (RFC 8446, 6). */
        private static final int BAD_CERTIFICATE = 42;

        private final String code;

        Cause(String code) {
            this.code = code;
        }

        /** The reason code. */
        public String code() {
            return code;
        }

        /** What the RDP client in a page is told. */
        public RdCleanPath.Failure failure() {
            return switch (this) {
                case UNRESOLVED -> RdCleanPath.Failure.ofSocket(HOST_NOT_FOUND);
                case REFUSED -> RdCleanPath.Failure.ofSocket(CONNECTION_REFUSED);
                case UNREACHABLE, FORBIDDEN -> RdCleanPath.Failure.ofSocket(HOST_UNREACHABLE);
                case TIMED_OUT ->
                    new RdCleanPath.Failure(
                            1, OptionalInt.of(504), OptionalInt.of(CONNECTION_TIMED_OUT), OptionalInt.empty());
                case CERTIFICATE ->
                    new RdCleanPath.Failure(
                            1, OptionalInt.of(502), OptionalInt.empty(), OptionalInt.of(BAD_CERTIFICATE));
            };
        }

        /** Whether the same may work in a moment. */
        public boolean passing() {
            return switch (this) {
                case UNRESOLVED, REFUSED, UNREACHABLE, TIMED_OUT -> true;
                case CERTIFICATE, FORBIDDEN -> false;
            };
        }
    }
}
