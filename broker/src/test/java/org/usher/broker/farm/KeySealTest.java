package org.usher.broker.farm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySealTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] SECRET = "the farm's private key".getBytes(UTF_8);

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("farm.key");
    }

    private KeySeal seal() throws IOException {
        return KeySeal.of(file(), true, RANDOM);
    }

    @Test
    void theKeyIsMadeOnceForItsOwnerAlone() throws Exception {
        byte[] sealed = seal().seal(SECRET, "purpose");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        KeySeal later = KeySeal.of(file(), false, RANDOM);
        assertThat(later.open(sealed, "purpose")).isEqualTo(SECRET);
    }

    @Test
    void aLostKeyIsNotMadeAnewWhileSomethingIsSealedWithIt() {
        assertThatThrownBy(() -> KeySeal.of(file(), false, RANDOM))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("backup");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aDamagedKeyIsRefusedAndNotShown() throws Exception {
        for (String damaged : List.of("", "short", "no base64 at all: ÄÖÜ", "A".repeat(100))) {
            Files.writeString(file(), damaged);
            assertThatThrownBy(this::seal)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is damaged (expected: 32 bytes as base64url)")
                    .extracting(Throwable::getMessage)
                    .asString()
                    .satisfies(message -> assertThat(damaged.isEmpty() || !message.contains(damaged))
                            .isTrue());
        }
    }

    @Test
    void theSameSecretIsNeverSealedTheSameWay() throws Exception {
        KeySeal seal = seal();
        assertThat(seal.seal(SECRET, "purpose")).isNotEqualTo(seal.seal(SECRET, "purpose"));
        assertThat(new String(seal.seal(SECRET, "purpose"), UTF_8)).doesNotContain("private key");
    }

    @Test
    void nothingIsOpenedForAnotherPurposeOrWithAnotherKey() throws Exception {
        byte[] sealed = seal().seal(SECRET, "ticket:1");
        assertThatThrownBy(() -> seal().open(sealed, "ticket:2")).isInstanceOf(GeneralSecurityException.class);
        Files.delete(file());
        KeySeal other = seal();
        assertThatThrownBy(() -> other.open(sealed, "ticket:1")).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void whatWasChangedOrCutIsNotOpened() throws Exception {
        KeySeal seal = seal();
        byte[] sealed = seal.seal(SECRET, "purpose");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> seal.open(changed, "purpose"))
                    .as("byte " + i)
                    .isInstanceOf(GeneralSecurityException.class);
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> seal.open(cut, "purpose"))
                    .as("cut to " + i)
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }
}
