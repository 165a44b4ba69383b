package org.usher.link.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.link.testing.SmallAuthority;
import org.usher.wire.component.ComponentRole;

class ComponentIdentityTest {

    private final SmallAuthority farm = new SmallAuthority();
    private final ComponentIdentity identity = farm.component(ComponentRole.HOST);
    private Path directory = Path.of("");

    @BeforeEach
    void inANewDirectory(@TempDir Path fresh) {
        directory = fresh.resolve("identity");
    }

    @Test
    void whatWasNeverKeptIsNotThere() throws Exception {
        assertThat(ComponentIdentity.load(directory)).isEmpty();
    }

    @Test
    void whatWasKeptComesBack() throws Exception {
        identity.save(directory);
        assertThat(ComponentIdentity.load(directory)).contains(identity);
    }

    @Test
    void onlyTheOwnerCanReadIt() throws Exception {
        identity.save(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aNewIdentityTakesThePlaceOfTheOldOne() throws Exception {
        identity.save(directory);
        Files.setPosixFilePermissions(directory.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        ComponentIdentity other = new SmallAuthority().component(ComponentRole.GATEWAY);
        other.save(directory);
        assertThat(ComponentIdentity.load(directory)).contains(other);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("key.pem"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key.pem", "certificate.pem", "authority.pem"})
    void aDamagedFileIsToldWithTheWayOut(String file) throws Exception {
        identity.save(directory);
        Files.writeString(directory.resolve(file), "-----BEGIN NONSENSE-----\n");
        assertThatThrownBy(() -> ComponentIdentity.load(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("join again with a new token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key.pem", "authority.pem"})
    void aMissingFileIsToldWithTheWayOut(String file) throws Exception {
        identity.save(directory);
        Files.delete(directory.resolve(file));
        assertThatThrownBy(() -> ComponentIdentity.load(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file)
                .hasMessageContaining("join again with a new token");
    }

    @Test
    void aKeyThatIsAnotherCertificatesIsToldSo() throws Exception {
        identity.save(directory);
        Files.writeString(
                directory.resolve("key.pem"),
                Pem.of(farm.component(ComponentRole.HOST).key()));
        assertThatThrownBy(() -> ComponentIdentity.load(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the key of the certificate")
                .hasMessageContaining("join again with a new token");
    }

    @Test
    void aCertificateOfNoComponentIsToldSo() throws Exception {
        identity.save(directory);
        Files.writeString(
                directory.resolve("certificate.pem"),
                Pem.of(farm.named(ComponentIdentity.newKeyPair(), Duration.ofDays(1), "https://example.org/")));
        assertThatThrownBy(() -> ComponentIdentity.load(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no component name");
    }

    @Test
    void anIdentityThatCouldNotBeKeptWholeIsNoneYet() throws Exception {
        identity.save(directory);
        Files.delete(directory.resolve("authority.pem"));
        // A directory with something in it cannot be replaced by a file: as good as a full disk.
        Files.createDirectories(directory.resolve("authority.pem/in the way"));
        ComponentIdentity other = farm.component(ComponentRole.HOST);
        assertThatThrownBy(() -> other.save(directory)).isInstanceOf(IOException.class);
        assertThat(ComponentIdentity.load(directory))
                .as("neither the old certificate with the new key, nor anything else")
                .isEmpty();
    }

    @Test
    void itDoesNotShowItsKey() {
        assertThat(identity.toString()).isEqualTo("ComponentIdentity[" + identity.name() + "]");
    }

    @Test
    void aCertificateWithoutANameIsNoIdentity() {
        assertThatThrownBy(() -> new ComponentIdentity(identity.key(), farm.certificate(), farm.certificate()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no component name");
    }
}
