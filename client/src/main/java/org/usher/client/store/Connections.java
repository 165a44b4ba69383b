package org.usher.client.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.client.api.Mode;
import org.usher.client.trust.Certificates;
import org.usher.client.trust.ServerTrust;
import org.usher.wire.Octets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The user's connections: a file of each, readable to the user alone. */
public final class Connections {

    private static final String ENDING = ".json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path directory;

    /** @param settings this program's directory; it is made when the first connection is kept */
    public Connections(Path settings) {
        this.directory = settings.resolve("connections");
    }

    private record Kept(
            String address,
            @Nullable String user,
            @Nullable String mode,
            KeptTrust trust,
            @Nullable String authority,
            boolean browser) {}

    private record KeptTrust(
            String kind,
            @Nullable String certificate,
            @Nullable String sha256) {}

    /** All of them, in the order of their names. */
    public List<Connection> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(ENDING) && !name.startsWith(".");
                    })
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw DeskFiles.unusable(directory, unreadable);
        }
        List<Connection> connections = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            connections.add(read(name.substring(0, name.length() - ENDING.length()), file));
        }
        return connections;
    }

    /** The connection of this name. */
    public Optional<Connection> find(String name) {
        Connection.requireName(name);
        Path file = file(name);
        return Files.exists(file) ? Optional.of(read(name, file)) : Optional.empty();
    }

    private Path file(String name) {
        return directory.resolve(name + ENDING);
    }

    /** Keeps a connection; one of the same name is replaced. */
    public void keep(Connection connection) {
        KeptTrust trust = switch (connection.trust()) {
            case ServerTrust.PublicAuthority publicly -> new KeptTrust("public", null, null);
            case ServerTrust.Farm farm -> new KeptTrust("farm", Certificates.pem(farm.authority()), null);
            case ServerTrust.Authority ca -> new KeptTrust("authority", Certificates.pem(ca.authority()), null);
            case ServerTrust.Pinned(Octets sha256) -> new KeptTrust("pinned", null, Certificates.words(sha256));
        };
        Kept kept = new Kept(
                connection.address().toString(),
                connection.user().orElse(null),
                connection.mode().map(Mode::word).orElse(null),
                trust,
                connection.authority().map(Certificates::pem).orElse(null),
                connection.byBrowser());
        try {
            DeskFiles.privateDirectory(directory);
            DeskFiles.write(
                    file(connection.name()), JSON.writeValueAsString(kept).getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            throw DeskFiles.unusable(file(connection.name()), unwritable);
        }
    }

    /** Forgets a connection; whether there was one. */
    public boolean remove(String name) {
        Connection.requireName(name);
        try {
            return Files.deleteIfExists(file(name));
        } catch (IOException unwritable) {
            throw DeskFiles.unusable(file(name), unwritable);
        }
    }

    private static Connection read(String name, Path file) {
        try {
            Kept kept = JSON.readValue(Files.readString(file), Kept.class);
            return new Connection(
                    name,
                    Connection.address(kept.address()),
                    Optional.ofNullable(kept.user()),
                    Optional.ofNullable(kept.mode()).map(Connections::mode),
                    trust(kept.trust()),
                    Optional.ofNullable(kept.authority())
                            .map(pem -> Certificates.ofPem(pem).getFirst()),
                    kept.browser());
        } catch (IOException unreadable) {
            throw DeskFiles.unusable(file, unreadable);
        } catch (JacksonException | IllegalArgumentException | NullPointerException broken) {
            throw new ClientException(
                    Reason.DESK,
                    "connection-broken",
                    file + " is not as `usher connect add` wrote it (" + broken.getMessage()
                            + "): delete it, and add the connection again",
                    broken);
        }
    }

    private static Mode mode(String word) {
        return Mode.ofWord(word)
                .orElseThrow(() -> new IllegalArgumentException("mode: " + word + " (expected: a connection mode)"));
    }

    private static ServerTrust trust(KeptTrust kept) {
        String certificate = kept.certificate() == null ? "" : kept.certificate();
        return switch (kept.kind()) {
            case "public" -> new ServerTrust.PublicAuthority();
            case "farm" -> new ServerTrust.Farm(Certificates.ofPem(certificate).getFirst());
            case "authority" ->
                new ServerTrust.Authority(Certificates.ofPem(certificate).getFirst());
            case "pinned" ->
                new ServerTrust.Pinned(Certificates.typed(kept.sha256() == null ? "" : kept.sha256())
                        .orElseThrow(() -> new IllegalArgumentException("sha256: no fingerprint")));
            default -> throw new IllegalArgumentException("trust: " + kept.kind() + " (expected: a known kind)");
        };
    }
}
