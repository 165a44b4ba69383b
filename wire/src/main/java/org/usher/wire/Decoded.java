package org.usher.wire;

/**
 * What a decoder found at the start of the bytes that it was given. A decoder never consumes its input: the caller
 * skips {@link Message#consumed} bytes.
 *
 * @param <M> the kind of message
 */
public sealed interface Decoded<M> {

    /**
     * A whole message.
     *
     * @param consumed how many bytes of the input it took, at least 1
     */
    record Message<M>(M message, int consumed) implements Decoded<M> {}

    /**
     * Nothing wrong so far, but not all there.
     *
     * @param atLeast how many bytes, counted from the start of the message, are needed before another try can say more
     */
    record NeedMore<M>(int atLeast) implements Decoded<M> {}

    /**
     * These bytes can never become a message. The connection that brought them is to be closed.
     *
     * @param field which field was wrong, in the specification's words
     * @param expected what would have been right
     * @param found what was there
     */
    record Malformed<M>(String field, String expected, String found) implements Decoded<M> {

        /** One line for log and audit: {@code field: found (expected: …)}. */
        public String explanation() {
            return field + ": " + found + " (expected: " + expected + ")";
        }
    }

    /** How the inside of a whole message is read, once it is known where it ends. */
    @FunctionalInterface
    interface Reading<M, T> {

        T read(M message) throws MalformedException;
    }

    /** The same finding about what is inside the message: {@code reading} is asked about a whole message only. */
    default <T> Decoded<T> read(Reading<? super M, ? extends T> reading) {
        return switch (this) {
            case Message<M>(M message, int consumed) -> {
                try {
                    yield new Message<>(reading.read(message), consumed);
                } catch (MalformedException malformed) {
                    yield malformed.asDecoded();
                }
            }
            case NeedMore<M>(int atLeast) -> new NeedMore<>(atLeast);
            case Malformed<M>(String field, String expected, String found) -> new Malformed<>(field, expected, found);
        };
    }
}
