package org.usher.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Bytes as a value: one value has one text, and nobody can change it from outside. */
class OctetsTest {

    @Test
    void comesBackFromItsText() {
        Seeded.rounds(200, random -> {
            Octets octets = Octets.of(Seeded.bytes(random, random.nextInt(100)));
            assertThat(Octets.ofText(octets.text())).isEqualTo(octets).hasSameHashCodeAs(octets);
        });
    }

    @Test
    void hasOneTextOnly() {
        assertThat(Octets.ofText("QQ")).isEqualTo(Octets.of(new byte[] {'A'}));
        // Java's decoder takes the first three of these.
        for (String text : new String[] {"QR", "QQ==", "QUJ=", "QQ=", "Q", "Q+Q", "Q/Q", "QQ\n", " QQ"}) {
            assertThatThrownBy(() -> Octets.ofText(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void cannotBeChanged() {
        byte[] given = {1, 2, 3};
        Octets octets = Octets.of(given);
        Arrays.fill(given, (byte) 9);
        Arrays.fill(octets.bytes(), (byte) 9);
        assertThat(octets.bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void doesNotShowItself() {
        assertThat(Octets.of(new byte[] {1, 2, 3})).hasToString("3 bytes");
    }
}
