package org.usher.wire.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.wire.Octets;
import org.usher.wire.Seeded;

/** Any ticket that may exist is read back as it was, from a text that has room where tickets travel. */
class TicketRoundTripTest {

    @Test
    void everyTicketComesBack() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Seeded.rounds(200, random -> {
            Ticket ticket = ticket(random);
            TicketKeyId key = new TicketKeyId(random.nextLong());

            String text = new TicketSigner(key, pair.getPrivate()).sign(ticket);

            assertThat(text).hasSizeLessThanOrEqualTo(1024).matches("ut1\\.[A-Za-z0-9_-]+");
            assertThat(new TicketKeys(ticket.site(), Map.of(key, pair.getPublic()))
                            .judgeFirstUse(text, ticket.client(), ticket.expires()))
                    .isEqualTo(new TicketVerdict.Good(ticket));
            assertThat(TicketKeyId.ofText(key.text())).isEqualTo(key);
        });
    }

    static Ticket ticket(Random random) {
        Instant issued = Instant.ofEpochSecond(random.nextLong(-10_000_000_000L, 10_000_000_000L), random.nextInt(2));
        Instant expires = issued.plusSeconds(random.nextInt(1000));
        return new Ticket(
                id(random),
                id(random),
                id(random),
                id(random),
                Seeded.ascii(random, 1 + random.nextInt(Ticket.MAX_TARGET)),
                proof(random),
                Octets.of(Seeded.bytes(random, ClientBinding.LENGTH)),
                issued,
                expires,
                expires.plusSeconds(random.nextInt(100_000)));
    }

    private static HostProof proof(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new HostProof.Front();
            case 1 -> new HostProof.Pinned(Octets.of(Seeded.bytes(random, HostProof.Pinned.LENGTH)));
            default -> new HostProof.Authority();
        };
    }

    private static UUID id(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
