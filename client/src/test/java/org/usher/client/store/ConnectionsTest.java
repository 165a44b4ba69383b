package org.usher.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.client.ClientException;
import org.usher.client.api.Mode;
import org.usher.client.doubles.Papers;
import org.usher.client.trust.Certificates;
import org.usher.client.trust.ServerTrust;
import org.usher.wire.Octets;

class ConnectionsTest {

    @TempDir
    private Path directory;

    private static Connection connection(String name, ServerTrust trust) {
        return new Connection(
                name,
                URI.create("https://apps.example:8443/"),
                Optional.of("alice"),
                Optional.of(Mode.AUTOMATIC),
                trust,
                Optional.empty(),
                true);
    }

    @Test
    void whatIsKeptIsFoundAgain() {
        Papers papers = Papers.make();
        Connections connections = new Connections(directory.resolve("usher"));
        assertThat(connections.all()).isEmpty();
        List<Connection> kept = List.of(
                connection("a", new ServerTrust.Authority(papers.authority())),
                connection("b", new ServerTrust.Farm(papers.authority())).withAuthority(papers.authority()),
                connection("c", new ServerTrust.Pinned(Octets.digestOf("c"))),
                connection("d", new ServerTrust.PublicAuthority()).withUser("bob"));
        kept.forEach(connections::keep);
        assertThat(connections.all()).isEqualTo(kept);
        assertThat(connections.find("c")).contains(kept.get(2));
        assertThat(connections.remove("c")).isTrue();
        assertThat(connections.remove("c")).isFalse();
        assertThat(connections.find("c")).isEmpty();
    }

    @Test
    void nobodyElseCanReadThem() throws IOException {
        Path settings = Files.createDirectory(
                directory.resolve("usher"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Connections connections = new Connections(settings);
        connections.keep(connection("a", new ServerTrust.PublicAuthority()));
        Path file = settings.resolve("connections/a.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        Path connections = Files.createDirectories(directory.resolve("connections"));
        for (String broken : List.of(
                "",
                "{",
                "null",
                "[]",
                "{\"address\":\"https://h/\",\"trust\":{\"kind\":\"blind\"}}",
                "{\"address\":\"http://h/\",\"trust\":{\"kind\":\"public\"}}",
                "{\"address\":\"https://h/\",\"trust\":{\"kind\":\"pinned\",\"sha256\":\"00\"}}",
                "{\"address\":\"https://h/\"}")) {
            Files.writeString(connections.resolve("work.json"), broken);
            assertThatThrownBy(() -> new Connections(directory).all())
                    .as(broken)
                    .isInstanceOf(ClientException.class)
                    .hasMessageContaining("work.json");
        }
    }

    @Test
    void namesCannotLeaveTheirDirectory() {
        for (String name : List.of("", "..", "a/b", "../a", "A", "a..b", ".a", "a.", "a b", "x".repeat(64))) {
            assertThatThrownBy(() -> new Connections(directory).find(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void addressesAreTakenAsPeopleTypeThem() {
        assertThat(Connection.address("Apps.Example")).isEqualTo(URI.create("https://apps.example/"));
        assertThat(Connection.address(" apps.example:8443 ")).isEqualTo(URI.create("https://apps.example:8443/"));
        assertThat(Connection.address("https://apps.example:443/some/page?x#y"))
                .isEqualTo(URI.create("https://apps.example/"));
        assertThat(Connection.address("[2001:db8::7]:8443")).isEqualTo(URI.create("https://[2001:db8::7]:8443/"));
        for (String wrong :
                List.of("", "http://apps.example", "ftp://x", "a b", "user@apps.example", "x:99999", "x:y")) {
            assertThatThrownBy(() -> Connection.address(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Connection.usualName(URI.create("https://apps.example:8443/")))
                .isEqualTo("apps.example");
        Connection.requireName(Connection.usualName(URI.create("https://[2001:db8::7]:8443/")));
    }

    @Test
    void eachSystemHasItsPlaceForSettings() {
        Path home = Path.of("/home/alice");
        assertThat(new Desk(Desk.Platform.LINUX, Map.of(), home).settings()).isEqualTo(home.resolve(".config/usher"));
        assertThat(new Desk(Desk.Platform.LINUX, Map.of("XDG_CONFIG_HOME", "/else"), home).settings())
                .isEqualTo(Path.of("/else/usher"));
        assertThat(new Desk(Desk.Platform.LINUX, Map.of("XDG_CONFIG_HOME", "relative"), home).settings())
                .isEqualTo(home.resolve(".config/usher"));
        assertThat(new Desk(Desk.Platform.MACOS, Map.of(), home).settings())
                .isEqualTo(home.resolve("Library/Application Support/Usher"));
        assertThat(new Desk(Desk.Platform.WINDOWS, Map.of("APPDATA", "/roaming"), home).settings())
                .isEqualTo(Path.of("/roaming/Usher"));
    }

    @Test
    void fingerprintsAreTakenAsPeopleTypeThem() {
        Octets digest = Octets.digestOf("x");
        String words = Certificates.words(digest);
        for (String typed : List.of(
                words,
                words.replace(":", ""),
                Certificates.smallWords(digest),
                "sha256:" + words,
                "SHA256 Fingerprint=" + words,
                words.replace(":", " "))) {
            assertThat(Certificates.typed(typed)).as(typed).contains(digest);
        }
        for (String typed : List.of("", words + ":00", words.substring(2), words.replace(words.charAt(0), 'x'))) {
            assertThat(Certificates.typed(typed)).as(typed).isEmpty();
        }
    }
}
