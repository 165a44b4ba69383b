package org.usher.wire.tsgu;

import java.nio.ByteBuffer;

/** What the driver is to do, in the order in which it is told. */
public sealed interface TunnelEffect {

    /** Write this packet to the client: on WebSocket as one message of its own, binary and not fragmented. */
    record Send(TsguPacket packet) implements TunnelEffect {}

    /**
     * Find out what this ticket opens, and answer with {@link TunnelEvent.TicketAccepted} or
     * {@link TunnelEvent.TicketRefused}.
     */
    record CheckTicket(String ticket) implements TunnelEffect {
        @Override
        public String toString() {
            return "CheckTicket[ticket=•••]";
        }
    }

    /**
     * Connect to the ticket's target, without reading from it yet, and answer with {@link TunnelEvent.Dialled} or
     * {@link TunnelEvent.DialFailed}.
     *
     * <p>INVARIANT: nothing that the client said is in here.
     */
    record Dial() implements TunnelEffect {}

    /**
     * From now on what the target sends goes to the client in data packets, and what the client's data packets bring goes to
     * the target. Begin to read from the target.
     */
    record Relay() implements TunnelEffect {}

    /**
     * Write these bytes to the target. A driver that sees a data packet while the state is {@link TunnelState.Open} need not
     * ask, and may do this by itself.
     */
    record Forward(ByteBuffer bytes) implements TunnelEffect {}

    /**
     * The last packet but for an answer has been sent: let go of the target, and answer with {@link TunnelEvent.CloseOverdue}
     * after about two seconds.
     */
    record AwaitClose() implements TunnelEffect {}

    /**
     * Let go of the target, of a ticket check and of a dialling that is under way. When everything is written, close the
     * client's connections, a WebSocket with code 1000, and wait for nothing that the client should say to that.
     */
    record Close() implements TunnelEffect {}
}
