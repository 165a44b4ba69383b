package org.usher.wire.ticket;

/** Names the key that a ticket was signed with, so that keys can be changed while older tickets still count. */
public record TicketKeyId(long value) {

    /** The id as 16 hexadecimal digits. */
    public String text() {
        return String.format("%016x", value);
    }

    /**
     * The opposite of {@link #text()}.
     *
     * @throws NumberFormatException when {@code text} is not a hexadecimal number of 64 bits
     */
    public static TicketKeyId ofText(String text) {
        return new TicketKeyId(Long.parseUnsignedLong(text, 16));
    }
}
