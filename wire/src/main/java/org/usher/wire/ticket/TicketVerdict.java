package org.usher.wire.ticket;

/** What became of a ticket that somebody brought. */
public sealed interface TicketVerdict {

    /** It may be used as asked. */
    record Good(Ticket ticket) implements TicketVerdict {}

    /** It may not. */
    record Bad(Reason reason) implements TicketVerdict {}

    /** Why a ticket was refused; {@link #code} stands in answers, logs, metrics and audit. */
    enum Reason {
        /** No ticket by its form. */
        MALFORMED("ticket-malformed"),
        /** Signed with a key that no broker of this farm has published. */
        UNKNOWN_KEY("ticket-unknown-key"),
        /** The signature is not the key's over these words. */
        FORGED("ticket-forged"),
        /** Too late. */
        EXPIRED("ticket-expired"),
        /** Issued in the future: a clock is wrong. */
        NOT_YET("ticket-not-yet"),
        /** For another site. */
        OTHER_SITE("ticket-other-site"),
        /** Another portal session's. */
        OTHER_CLIENT("ticket-other-client");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
