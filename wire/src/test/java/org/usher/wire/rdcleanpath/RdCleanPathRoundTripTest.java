package org.usher.wire.rdcleanpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.usher.wire.Decoding;
import org.usher.wire.Octets;
import org.usher.wire.Seeded;

/** Any message that may be written is read back as it was, however its bytes arrive. */
class RdCleanPathRoundTripTest {

    @Test
    void everyMessageComesBackHoweverItArrives() {
        Seeded.rounds(60, random -> {
            RdCleanPath message = message(random);
            byte[] bytes = message.encode();
            assertThat(Decoding.whole(RdCleanPath::decode, bytes)).isEqualTo(message);
            Decoding.arrives(RdCleanPath::decode, bytes);
        });
    }

    static RdCleanPath message(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new RdCleanPath.Request(Seeded.text(random, 60), Seeded.text(random, 300), octets(random, 300));
            case 1 -> {
                List<Octets> certificates = new ArrayList<>();
                for (int count = 1 + random.nextInt(4); count > 0; count--) {
                    certificates.add(octets(random, Seeded.oneOf(random, 0, 100, 200, 5000)));
                }
                yield new RdCleanPath.Response(Seeded.text(random, 60), octets(random, 300), certificates);
            }
            default -> new RdCleanPath.Failure(random.nextInt(), perhaps(random), perhaps(random), perhaps(random));
        };
    }

    private static Octets octets(Random random, int max) {
        return Octets.of(Seeded.bytes(random, random.nextInt(max + 1)));
    }

    private static OptionalInt perhaps(Random random) {
        // Shifted, so that every length of a DER integer occurs.
        return random.nextBoolean() ? OptionalInt.of(random.nextInt() >> random.nextInt(32)) : OptionalInt.empty();
    }
}
