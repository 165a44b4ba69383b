package org.usher.wire.rdcleanpath;

import java.nio.ByteBuffer;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ConnectionRequest;

/**
 * What a client's RDCleanPath request has to agree with: the ticket that its stream was opened with.
 *
 * @param ticket the ticket's text
 * @param target the host and port in it
 */
public record RequestCheck(String ticket, String target) {

    /** What becomes of a request. */
    public sealed interface Verdict {}

    /**
     * It agrees; it is the first {@code consumed} bytes.
     *
     * @param x224 the client's X.224 Connection Request, a whole one that offers TLS
     */
    public record Granted(int consumed, Octets x224) implements Verdict {}

    /** The rest of it is on its way. */
    public record Incomplete() implements Verdict {}

    /**
     * It does not agree.
     *
     * @param httpStatus what the client is told
     * @param explanation for the log
     */
    public record Refused(int httpStatus, String reason, String explanation) implements Verdict {}

    /** Judges what the client has sent so far. */
    public Verdict judge(ByteBuffer sent) {
        return switch (RdCleanPath.decode(sent)) {
            case Decoded.Message<RdCleanPath>(RdCleanPath.Request request, int consumed) -> judge(request, consumed);
            case Decoded.Message<RdCleanPath>(RdCleanPath other, int consumed) ->
                malformed("RDCleanPath: an answer (expected: a request)");
            case Decoded.NeedMore<RdCleanPath> more -> new Incomplete();
            case Decoded.Malformed<RdCleanPath> malformed -> malformed(malformed.explanation());
        };
    }

    private Verdict judge(RdCleanPath.Request request, int consumed) {
        if (!request.proxyAuth().equals(ticket)) {
            return new Refused(401, "ticket-forged", "RDCleanPath: another ticket than the stream's");
        }
        if (!request.destination().equals(target)) {
            return new Refused(
                    403, "destination-mismatch", "RDCleanPath: to " + request.destination() + ", ticket: to " + target);
        }
        return switch (ConnectionRequest.decode(ByteBuffer.wrap(request.x224().bytes()))) {
            case Decoded.Message<ConnectionRequest>(ConnectionRequest wished, int length)
            when length == request.x224().length() && wished.offersTls() -> new Granted(consumed, request.x224());
            case Decoded.Message<ConnectionRequest> other -> malformed("X.224: no TLS offered, or more than a request");
            case Decoded.NeedMore<ConnectionRequest> more -> malformed("X.224: less than a request");
            case Decoded.Malformed<ConnectionRequest> malformed -> malformed(malformed.explanation());
        };
    }

    private static Refused malformed(String explanation) {
        return new Refused(400, "rdp-malformed", explanation);
    }
}
