package org.usher.wire.tsgu;

import java.time.Duration;

/** What happens to a tunnel. */
public sealed interface TunnelEvent {

    /** The client sent a packet. */
    record Received(TsguPacket packet) implements TunnelEvent {}

    /** The client sent bytes that are no packet. */
    record Broken() implements TunnelEvent {}

    /**
     * The ticket opens a session.
     *
     * @param tunnelId a number that no other tunnel of this gateway has, not 0
     * @param destination how the client has to name where it goes
     * @param redirections which devices it may bring
     * @param idle after how long without input it is to end by itself, zero for never
     */
    record TicketAccepted(int tunnelId, Destination destination, Redirections redirections, Duration idle)
            implements TunnelEvent {
        public TicketAccepted {
            if (tunnelId == 0) {
                throw new IllegalArgumentException("tunnelId: 0 (expected: any other)");
            }
            if (idle.isNegative() || idle.toMinutes() >= Integer.MAX_VALUE) {
                throw new IllegalArgumentException("idle: " + idle + " (expected: zero or a positive time)");
            }
        }
    }

    /** The ticket opens nothing. */
    record TicketRefused(TicketFault fault) implements TunnelEvent {}

    /** The target answers. */
    record Dialled() implements TunnelEvent {}

    /** The target does not answer, or may not be asked. */
    record DialFailed(DialFault fault) implements TunnelEvent {}

    /** The target is done, and all that it sent has been handed on to the client. */
    record TargetEnded() implements TunnelEvent {}

    /** Nothing has been sent to the client for so long that something between may forget the connection. */
    record Quiet() implements TunnelEvent {}

    /**
     * An operator wants the user to read something.
     *
     * @param text 1 to {@link #MAX_TEXT} characters, no NUL among them
     */
    record Announced(String text) implements TunnelEvent {

        /** The longest text, in UTF-16 characters. */
        public static final int MAX_TEXT = 2048;

        public Announced {
            if (text.isEmpty() || text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("text of " + text.length() + " characters (expected: 1 to "
                        + MAX_TEXT + ", no NUL among them)");
            }
        }
    }

    /** It has taken as long as it may. */
    record TimeUp(Limit limit) implements TunnelEvent {}

    /** An operator, a broker or the end of this gateway ends it. */
    record Stopped() implements TunnelEvent {}

    /** The client did not say in time that it has heard that it is over. */
    record CloseOverdue() implements TunnelEvent {}

    /** One of the client's connections has ended. */
    record ClientGone() implements TunnelEvent {}

    /** Why a ticket opens nothing. */
    enum TicketFault {
        /** No ticket, altered, expired, used, or another's. */
        REFUSED(ReturnCode.E_PROXY_COOKIE_AUTHENTICATION_ACCESS_DENIED),
        /** A policy is against it. */
        FORBIDDEN(ReturnCode.E_PROXY_NAP_ACCESSDENIED),
        /** There are too many already. */
        TOO_MANY(ReturnCode.E_PROXY_MAXCONNECTIONSREACHED),
        /** Nobody could be asked. */
        UNKNOWN(ReturnCode.E_PROXY_INTERNALERROR);

        private final ReturnCode code;

        TicketFault(ReturnCode code) {
            this.code = code;
        }

        ReturnCode code() {
            return code;
        }
    }

    /** Why there is no connection to the target. */
    enum DialFault {
        /** It does not answer. */
        UNREACHABLE(ReturnCode.E_PROXY_TS_CONNECTFAILED),
        /** It stands where no target may stand. */
        FORBIDDEN(ReturnCode.E_PROXY_RAP_ACCESSDENIED),
        /** There are too many connections already. */
        TOO_MANY(ReturnCode.E_PROXY_MAXCONNECTIONSREACHED);

        private final ReturnCode code;

        DialFault(ReturnCode code) {
            this.code = code;
        }

        ReturnCode code() {
            return code;
        }
    }

    /** What took too long. */
    enum Limit {
        /** A step on the way to an open channel. */
        SETUP,
        /** Time without input. */
        IDLE,
        /** The whole session. */
        SESSION
    }
}
