package org.usher.wire.tsgu;

/** How far a tunnel has come (MS-TSGU 3.3.1 and 3.7.5). */
public sealed interface TunnelState {

    /** Nothing has come yet. */
    record Initial() implements TunnelState {}

    /** Both ends know how the client authenticates. */
    record Handshaken() implements TunnelState {}

    /**
     * The driver is looking at the ticket.
     *
     * @param capabilities what both ends can do, {@link Capability}
     */
    record CheckingTicket(int capabilities) implements TunnelState {}

    /** The ticket was good. */
    record Created(Terms terms) implements TunnelState {}

    /** The client has been told what it may do. */
    record Authorized(Terms terms) implements TunnelState {}

    /** The driver is connecting to the target. */
    record Dialling(Terms terms) implements TunnelState {}

    /** Data goes both ways. */
    record Open(Terms terms) implements TunnelState {}

    /** The server has said that it is over, and gives the client a moment to say that it has heard. */
    record Closing() implements TunnelState {}

    /** It is over. */
    record Closed() implements TunnelState {}

    /**
     * What the ticket and the handshake settled.
     *
     * @param capabilities what both ends can do, {@link Capability}
     * @param destination how the client has to name where it goes
     * @param redirections which devices it may bring
     * @param idleMinutes after how many minutes without input it is to end by itself, 0 for never
     */
    record Terms(int capabilities, Destination destination, Redirections redirections, int idleMinutes) {

        boolean agreed(int capability) {
            return (capabilities & capability) != 0;
        }
    }
}
