package org.usher.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootTest {

    @TempDir
    Path directory;

    @Test
    void itIsTheSystemsNameForIt() throws Exception {
        Path file = Files.writeString(directory.resolve("boot_id"), "0b9a7f3e-2d5c-4a53-9d6d-6a7c5f4b3a21\n");
        assertThat(Boot.id(file)).isEqualTo("0b9a7f3e-2d5c-4a53-9d6d-6a7c5f4b3a21");
    }

    @Test
    void whereTheSystemDoesNotSayItHasNone() {
        assertThat(Boot.id(directory.resolve("none"))).isEmpty();
    }

    @Test
    void onLinuxItIsTheSameEachTime() {
        assertThat(Boot.id()).matches("[0-9a-f-]{36}").isEqualTo(Boot.id());
    }
}
