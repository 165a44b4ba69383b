package org.usher.wire;

/**
 * How the inside of a decoder gives up on a message; a decoder's public face turns it into {@link Decoded.Malformed}, so
 * that no caller ever sees it.
 */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String expected;
    private final String found;

    public MalformedException(String field, String expected, String found) {
        // No stack trace: hostile bytes are cheap to send, so refusing them has to be cheap as well.
        super(field + ": " + found + " (expected: " + expected + ")", null, false, false);
        this.field = field;
        this.expected = expected;
        this.found = found;
    }

    /** The finding as a value. */
    public <M> Decoded<M> asDecoded() {
        return new Decoded.Malformed<>(field, expected, found);
    }
}
