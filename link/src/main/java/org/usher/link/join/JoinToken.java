package org.usher.link.join;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.usher.link.Json;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;

/**
 * What an administrator carries to a new machine: whom to ask, how to know that it is really they, and the right to join
 * once.
 *
 * @param brokers addresses of brokers, as host and port, to be tried in this order
 * @param authority SHA-256 of the farm CA's certificate; nobody else is talked to
 * @param site the site to join
 * @param role what the machine becomes
 * @param expires when the token is worth nothing
 * @param secret the right itself
 */
public record JoinToken(
        List<String> brokers, Octets authority, UUID site, ComponentRole role, Instant expires, Octets secret) {

    private static final String PREFIX = "usher-join.";

    public JoinToken {
        brokers = List.copyOf(brokers);
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException("brokers: none (expected: at least one address)");
        }
    }

    private record Text(List<String> brokers, String authority, UUID site, String role, long expires, String secret) {}

    /** The token as one word that survives being pasted. */
    public String text() {
        String json = Json.write(
                new Text(brokers, authority.text(), site, role.word(), expires.getEpochSecond(), secret.text()));
        return PREFIX + Octets.of(json.getBytes(StandardCharsets.UTF_8)).text();
    }

    /**
     * The opposite of {@link #text()}.
     *
     * @throws IllegalArgumentException when the text is no join token, with a message for the person who pasted it
     */
    public static JoinToken ofText(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith(PREFIX)) {
            throw new IllegalArgumentException("join token: does not begin with " + PREFIX
                    + " (expected: the whole word that the console or `usher join-token` printed)");
        }
        try {
            String json =
                    new String(Octets.ofText(trimmed.substring(PREFIX.length())).bytes(), StandardCharsets.UTF_8);
            Text fields = Json.read(json, Text.class);
            return new JoinToken(
                    fields.brokers(),
                    Octets.ofText(fields.authority()),
                    Objects.requireNonNull(fields.site(), "site"),
                    ComponentRole.ofWord(fields.role())
                            .orElseThrow(() -> new IllegalArgumentException("role " + fields.role())),
                    Instant.ofEpochSecond(fields.expires()),
                    Octets.ofText(fields.secret()));
        } catch (IllegalArgumentException | NullPointerException | DateTimeException broken) {
            throw new IllegalArgumentException(
                    "join token: incomplete or changed (expected: the whole word, copied in one piece)", broken);
        }
    }

    @Override
    public String toString() {
        return "JoinToken[role=" + role.word() + ", site=" + site + ", brokers=" + brokers + ", expires=" + expires
                + "]";
    }
}
