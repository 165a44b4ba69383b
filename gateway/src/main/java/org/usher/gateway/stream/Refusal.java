package org.usher.gateway.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.usher.gateway.dial.Dialled;
import org.usher.relay.websocket.CloseCode;
import org.usher.wire.rdcleanpath.RdCleanPath;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;
import org.usher.wire.ticket.TicketVerdict;

/**
 * Why a stream does not come about, and how the page is told ({@code docs/protocol/resumable-stream.md}, section 6).
 *
 * @param code the reason code, the same in END, log and metric
 * @param failure what the RDP client in the page is told, when it has heard nothing yet
 * @param passing whether the same may work in a moment, here or at another gateway: somebody who comes back is then not
 *     told that it is over
 */
record Refusal(String code, RdCleanPath.Failure failure, boolean passing) {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** HELLO did not come, or is none. */
    static final Refusal MALFORMED = new Refusal("stream-malformed", RdCleanPath.Failure.ofHttp(400), false);

    /** As many streams as there may be. */
    static final Refusal BUSY = new Refusal("gateway-busy", RdCleanPath.Failure.ofHttp(503), true);

    /** The gateway is about to end. */
    static final Refusal STOPPING = new Refusal("gateway-stopping", RdCleanPath.Failure.ofHttp(503), true);

    /** The ticket is none that counts, now and here. */
    static Refusal of(TicketVerdict.Reason reason) {
        int status = switch (reason) {
            case MALFORMED, UNKNOWN_KEY, FORGED, EXPIRED, NOT_YET -> UNAUTHORIZED;
            case OTHER_SITE, OTHER_CLIENT -> FORBIDDEN;
        };
        // A gateway that has just started may not have heard of the newest key.
        boolean passing = reason == TicketVerdict.Reason.UNKNOWN_KEY;
        return new Refusal(reason.code(), RdCleanPath.Failure.ofHttp(status), passing);
    }

    /** The front cannot be reached, or is not the one. */
    static Refusal of(Dialled.Cause cause) {
        return new Refusal(cause.code(), cause.failure(), cause.passing());
    }

    /** Whether the page is told that it is over: always when it is there for the first time. */
    boolean ends(boolean returning) {
        return !(returning && passing);
    }

    /** What is sent before the WebSocket is closed. Offset 0 is the client's only at its first visit. */
    ByteBuf frames(ByteBufAllocator allocator, boolean returning) {
        ByteBuf out = allocator.buffer();
        if (!returning) {
            out.writeBytes(StreamCodec.encode(new StreamFrame.Data(0, ByteBuffer.wrap(failure.encode()))));
        }
        return out.writeBytes(StreamCodec.encode(new StreamFrame.End(code)));
    }

    CloseCode closeCode(boolean returning) {
        return ends(returning) ? CloseCode.NORMAL : CloseCode.TRY_AGAIN;
    }
}
