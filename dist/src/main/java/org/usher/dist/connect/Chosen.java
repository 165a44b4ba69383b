package org.usher.dist.connect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.client.DeskParts;
import org.usher.client.api.Mode;
import org.usher.client.store.Connection;

/** What was typed, as what it means. */
final class Chosen {

    private Chosen() {}

    /** The connection of this name, or the only one. */
    static Connection connection(DeskParts parts, @Nullable String name) {
        List<Connection> all = parts.connections().all();
        if (name != null) {
            return all.stream()
                    .filter(connection -> connection.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ClientException(
                            Reason.NOT_FOUND,
                            "connection-unknown",
                            "there is no connection " + name + " (expected: "
                                    + (all.isEmpty() ? "one that `usher connect add` made" : names(all)) + ")"));
        }
        if (all.isEmpty()) {
            throw new ClientException(
                    Reason.NOT_FOUND, "no-connection", "there is no connection yet: `usher connect add ADDRESS`");
        }
        if (all.size() > 1) {
            throw new ClientException(
                    Reason.NOT_FOUND,
                    "connection-ambiguous",
                    "there are several connections: say which by --connection (" + names(all) + ")");
        }
        return all.getFirst();
    }

    private static String names(List<Connection> connections) {
        return connections.stream().map(Connection::name).collect(Collectors.joining(", "));
    }

    static Optional<Mode> mode(@Nullable String word) {
        if (word == null) {
            return Optional.empty();
        }
        return Optional.of(Mode.ofWord(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "mode: " + word + " (expected: automatic, gateway-ssl, gateway, direct-ssl or direct)")));
    }
}
