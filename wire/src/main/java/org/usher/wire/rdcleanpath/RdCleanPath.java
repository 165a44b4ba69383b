package org.usher.wire.rdcleanpath;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.usher.wire.Decoded;
import org.usher.wire.Der;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * The RDCleanPath message ({@code docs/protocol/browser-path.md}, section 2): the browser sends a {@link Request}, and
 * gets a {@link Response} or a {@link Failure}; from then on the connection carries plain RDP.
 */
public sealed interface RdCleanPath {

    /** The only version there is. */
    int VERSION = 3390;

    /** The largest message that is read or written, in bytes: a ticket and a certificate chain with much room. */
    int MAX_LENGTH = 32 * 1024;

    /**
     * What the browser wants.
     *
     * @param destination the host and port that the page named; never trusted, only compared with the ticket's
     * @param proxyAuth the ticket
     * @param x224 the client's X.224 Connection Request, a whole TPKT
     */
    record Request(String destination, String proxyAuth, Octets x224) implements RdCleanPath {
        @Override
        public String toString() {
            return "Request[destination=" + destination + ", proxyAuth=•••, x224=" + x224 + "]";
        }
    }

    /**
     * TLS to the host is up.
     *
     * @param serverAddress the host's address as text, for the client's own messages
     * @param x224 the host's X.224 Connection Confirm, a whole TPKT
     * @param certificates the host's chain, DER, leaf first, at least one
     */
    record Response(String serverAddress, Octets x224, List<Octets> certificates) implements RdCleanPath {
        public Response {
            certificates = List.copyOf(certificates);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("certificates: none (expected: the host's chain, leaf first)");
            }
        }
    }

    /**
     * It did not work. Absent values are absent in the message.
     *
     * @param code 1 general, 2 negotiation
     * @param httpStatus an HTTP status that says why
     * @param socketError a Windows socket error that says why
     * @param tlsAlert the TLS alert that the host sent
     */
    record Failure(int code, OptionalInt httpStatus, OptionalInt socketError, OptionalInt tlsAlert)
            implements RdCleanPath {

        /** A refusal or fault with an HTTP status. */
        public static Failure ofHttp(int status) {
            return new Failure(1, OptionalInt.of(status), OptionalInt.empty(), OptionalInt.empty());
        }

        /** A connection to the host that failed, with the Windows socket error that clients show by name. */
        public static Failure ofSocket(int error) {
            return new Failure(1, OptionalInt.of(502), OptionalInt.of(error), OptionalInt.empty());
        }
    }

    /** Finds out what the message at the buffer's position is. */
    static Decoded<RdCleanPath> decode(ByteBuffer in) {
        try {
            if (in.hasRemaining() && (in.get(in.position()) & 0xff) != Der.SEQUENCE) {
                throw new MalformedException(
                        "RDCleanPathPdu", "tag 0x30", "0x" + Integer.toHexString(in.get(in.position()) & 0xff));
            }
            int whole = Der.wholeLength(in);
            if (whole > MAX_LENGTH) {
                throw new MalformedException("RDCleanPathPdu", "at most " + MAX_LENGTH + " bytes", whole + " bytes");
            }
            if (whole < 0 || whole > in.remaining()) {
                return new Decoded.NeedMore<>(whole < 0 ? in.remaining() + 1 : whole);
            }
            ByteBuffer message = in.slice(in.position(), whole);
            return new Decoded.Message<>(
                    RdCleanPathFields.read(Der.take(message, Der.SEQUENCE, "RDCleanPathPdu"))
                            .message(),
                    whole);
        } catch (MalformedException malformed) {
            return malformed.asDecoded();
        }
    }

    /**
     * The message's bytes.
     *
     * @throws IllegalArgumentException when they would be more than {@link #MAX_LENGTH}
     */
    default byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Der.element(Der.context(0), Der.integer(VERSION)));
        switch (this) {
            case Request(String destination, String proxyAuth, Octets x224) -> {
                out.writeBytes(Der.element(Der.context(2), Der.utf8(destination)));
                out.writeBytes(Der.element(Der.context(3), Der.utf8(proxyAuth)));
                out.writeBytes(Der.element(Der.context(6), Der.octets(x224.bytes())));
            }
            case Response(String serverAddress, Octets x224, List<Octets> certificates) -> {
                out.writeBytes(Der.element(Der.context(6), Der.octets(x224.bytes())));
                byte[][] chain = certificates.stream()
                        .map(certificate -> Der.octets(certificate.bytes()))
                        .toArray(byte[][]::new);
                out.writeBytes(Der.element(Der.context(7), Der.element(Der.SEQUENCE, chain)));
                out.writeBytes(Der.element(Der.context(9), Der.utf8(serverAddress)));
            }
            case Failure failure -> out.writeBytes(Der.element(Der.context(1), errorBody(failure)));
        }
        byte[] message = Der.element(Der.SEQUENCE, out.toByteArray());
        if (message.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "RDCleanPathPdu: " + message.length + " bytes (expected: at most " + MAX_LENGTH + ")");
        }
        return message;
    }

    private static byte[] errorBody(Failure failure) {
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        error.writeBytes(Der.element(Der.context(0), Der.integer(failure.code())));
        failure.httpStatus().ifPresent(status -> error.writeBytes(Der.element(Der.context(1), Der.integer(status))));
        failure.socketError().ifPresent(code -> error.writeBytes(Der.element(Der.context(2), Der.integer(code))));
        failure.tlsAlert().ifPresent(alert -> error.writeBytes(Der.element(Der.context(3), Der.integer(alert))));
        return Der.element(Der.SEQUENCE, error.toByteArray());
    }
}
