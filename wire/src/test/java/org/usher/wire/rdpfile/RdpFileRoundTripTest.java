package org.usher.wire.rdpfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.usher.wire.Decoding;
import org.usher.wire.Seeded;

/** Any file that may exist is read back as it was. */
class RdpFileRoundTripTest {

    @Test
    void everyFileComesBack() {
        Seeded.rounds(300, random -> {
            RdpFile file = RdpFiles.any(random);

            byte[] bytes = file.encode();

            RdpFile read = Decoding.whole(RdpFile::decode, bytes);
            assertThat(read).isEqualTo(file);
            assertThat(read.toSign()).isEqualTo(file.toSign());
        });
    }

    /** A file has no length in it, so a part of one is a file of its own or none at all; a signed one is never the whole. */
    @Test
    void aCutFileIsNeverTakenForTheWhole() {
        Seeded.rounds(20, random -> {
            RdpFile file = RdpFiles.any(random);
            byte[] bytes = file.encode();
            for (int length = 0; length < bytes.length; length++) {
                byte[] part = Arrays.copyOf(bytes, length);
                Decoding.sound(RdpFile::decode, part).ifPresent(read -> {
                    assertThat(read.settings().size())
                            .isLessThan(
                                    file.settings().size() + (file.signature().isPresent() ? 1 : 0));
                    assertThat(read.signature()).isEmpty();
                });
            }
        });
    }
}
