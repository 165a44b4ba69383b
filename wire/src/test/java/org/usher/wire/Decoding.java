package org.usher.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What every decoder of this module promises, checked for one message. */
public final class Decoding {

    private Decoding() {}

    /** The message in {@code bytes}, which are exactly it. */
    public static <M> M whole(Function<ByteBuffer, Decoded<M>> decoder, byte[] bytes) {
        Decoded<M> decoded = decoder.apply(ByteBuffer.wrap(bytes));
        if (decoded instanceof Decoded.Message<M>(M message, int consumed)) {
            assertThat(consumed).as("consumed").isEqualTo(bytes.length);
            return message;
        }
        throw new AssertionError(decoded + " (expected: a message of " + bytes.length + " bytes)");
    }

    /** Which field of {@code bytes} the decoder finds wrong. */
    public static <M> String malformed(Function<ByteBuffer, Decoded<M>> decoder, byte[] bytes) {
        Decoded<M> decoded = decoder.apply(ByteBuffer.wrap(bytes));
        if (decoded instanceof Decoded.Malformed<M>(String field, String expected, String found)) {
            assertThat(expected).isNotBlank();
            assertThat(found).isNotBlank();
            return field;
        }
        throw new AssertionError(decoded + " (expected: malformed)");
    }

    /**
     * The same message comes out of {@code bytes} however they arrive: split in two anywhere, byte by byte, as many at a
     * time as the decoder asks for, in the middle of a buffer, and with other bytes behind them. Until they are whole the
     * decoder asks for more than there is and for no more than the message has.
     */
    public static <M> void arrives(Function<ByteBuffer, Decoded<M>> decoder, byte[] bytes) {
        M message = whole(decoder, bytes);
        for (int there = 0; there < bytes.length; there++) {
            assertThat(needed(decoder, bytes, there))
                    .as("needed when %d of %d bytes are there", there, bytes.length)
                    .isGreaterThan(there)
                    .isLessThanOrEqualTo(bytes.length);
        }
        int there = 0;
        int tries = 0;
        while (there < bytes.length) {
            there = needed(decoder, bytes, there);
            tries++;
        }
        assertThat(tries).as("tries of a reader that does as it is told").isLessThanOrEqualTo(8);

        byte[] surrounded = new byte[bytes.length + 20];
        Arrays.fill(surrounded, (byte) 0xaa);
        System.arraycopy(bytes, 0, surrounded, 7, bytes.length);
        ByteBuffer in = ByteBuffer.wrap(surrounded).position(7);
        assertThat(decoder.apply(in)).isEqualTo(new Decoded.Message<>(message, bytes.length));
        assertThat(in.position()).as("position behind the decoder").isEqualTo(7);
        assertThat(decoder.apply(ByteBuffer.wrap(bytes).asReadOnlyBuffer()))
                .isEqualTo(new Decoded.Message<>(message, bytes.length));
    }

    private static <M> int needed(Function<ByteBuffer, Decoded<M>> decoder, byte[] bytes, int there) {
        Decoded<M> decoded = decoder.apply(ByteBuffer.wrap(bytes, 0, there));
        if (decoded instanceof Decoded.NeedMore<M>(int atLeast)) {
            return atLeast;
        }
        throw new AssertionError(
                "with " + there + " of " + bytes.length + " bytes: " + decoded + " (expected: more needed)");
    }

    /**
     * What must hold for any bytes whatever: the decoder throws nothing, consumes what is there, asks for more than there
     * is, and leaves the buffer alone.
     *
     * @return the message, if there is one
     */
    public static <M> Optional<M> sound(Function<ByteBuffer, Decoded<M>> decoder, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Decoded<M> decoded = decoder.apply(in);
        assertThat(in).isEqualTo(ByteBuffer.wrap(bytes));
        return switch (decoded) {
            case Decoded.Message<M>(M message, int consumed) -> {
                assertThat(consumed).as("consumed").isBetween(1, bytes.length);
                yield Optional.of(message);
            }
            case Decoded.NeedMore<M>(int atLeast) -> {
                assertThat(atLeast).as("needed").isGreaterThan(bytes.length);
                yield Optional.empty();
            }
            case Decoded.Malformed<M> malformed -> {
                assertThat(malformed.explanation()).isNotBlank();
                yield Optional.empty();
            }
        };
    }

    /** The bytes of the message at the beginning of {@code bytes}. */
    public static <M> byte[] consumed(Function<ByteBuffer, Decoded<M>> decoder, byte[] bytes) {
        if (decoder.apply(ByteBuffer.wrap(bytes)) instanceof Decoded.Message<M> message) {
            return Arrays.copyOf(bytes, message.consumed());
        }
        throw new AssertionError("no message in " + bytes.length + " bytes");
    }
}
