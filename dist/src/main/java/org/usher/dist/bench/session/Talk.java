package org.usher.dist.bench.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/** What a client and a host say before a session, as captured from real ones: the front lets nothing else pass. */
final class Talk {

    /** The client's first message after TLS. */
    static final byte[] CONNECT_INITIAL = read("connect-initial");

    /** The client's sign-on, which the front writes anew. */
    static final byte[] CLIENT_INFO = read("client-info");

    /** The host's answer to it: no licence is wanted, and the session begins. */
    static final byte[] VALID_CLIENT = read("valid-client");

    private Talk() {}

    private static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(Talk.class.getResourceAsStream(name + ".hex"), name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return HexFormat.of().parseHex(text.replaceAll("(?m)^#.*$", "").replaceAll("\\s", ""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
