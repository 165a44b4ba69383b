package org.usher.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Bytes that other programs put on the wire, from {@code src/test/resources/captures}: hexadecimal, an empty line between
 * messages, and at the top a comment that says which program wrote them and when.
 */
public final class Captures {

    private Captures() {}

    /** The one message in this capture. */
    public static byte[] message(String name) {
        List<byte[]> messages = messages(name);
        if (messages.size() != 1) {
            throw new IllegalArgumentException(name + ": " + messages.size() + " messages (expected: 1)");
        }
        return messages.getFirst();
    }

    /** The messages in this capture, in their order. */
    public static List<byte[]> messages(String name) {
        return Stream.of(text(name + ".hex").replaceAll("(?m)^#.*$", "").strip().split("\\n\\s*\\n"))
                .map(message -> HexFormat.of().parseHex(message.replaceAll("\\s", "")))
                .toList();
    }

    /** A capture that is text. */
    public static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Captures.class.getResourceAsStream("/captures/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
