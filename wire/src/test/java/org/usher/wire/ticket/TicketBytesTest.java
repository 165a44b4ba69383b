package org.usher.wire.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Captures;
import org.usher.wire.Octets;

/**
 * Tickets that Python's cryptography 48.0.0 signed on 2026-11-23 with the key of RFC 8032, 7.1, TEST 1, from the layout in
 * {@link TicketFormat} alone: Ed25519 signs the same words always in the same way, so ours has to be the same text.
 */
class TicketBytesTest {

    private static final TicketKeyId KEY = new TicketKeyId(0x0123456789abcdefL);
    private static final String SECRET = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private static final String PUBLIC =
            "302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private static final Ticket TICKET = ticket(new HostProof.Front());

    static Stream<Arguments> tickets() {
        return Stream.of(
                Arguments.of("python-ticket.txt", TICKET),
                Arguments.of(
                        "python-ticket-pinned.txt", ticket(new HostProof.Pinned(Octets.digestOf("a certificate")))),
                Arguments.of("python-ticket-authority.txt", ticket(new HostProof.Authority())));
    }

    private static Ticket ticket(HostProof proof) {
        return new Ticket(
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                UUID.fromString("00000000-0000-4000-8000-000000000002"),
                UUID.fromString("00000000-0000-4000-8000-000000000003"),
                UUID.fromString("00000000-0000-4000-8000-000000000004"),
                "[2001:db8::7]:7443",
                proof,
                ClientBinding.ofCookie("cookie-of-the-portal"),
                Instant.parse("2026-11-23T12:00:00Z"),
                Instant.parse("2026-11-23T12:01:00Z"),
                Instant.parse("2026-11-24T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void readsATicketThatAnotherProgramSigned(String capture, Ticket ticket) throws Exception {
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(PUBLIC)));
        TicketKeys keys = new TicketKeys(TICKET.site(), Map.of(KEY, key));

        TicketVerdict verdict = keys.judgeFirstUse(text(capture), ticket.client(), ticket.issued());

        assertThat(verdict).isEqualTo(new TicketVerdict.Good(ticket));
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void writesTheSameText(String capture, Ticket ticket) throws Exception {
        TicketSigner signer = new TicketSigner(
                KEY,
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(
                                NamedParameterSpec.ED25519, HexFormat.of().parseHex(SECRET))));

        assertThat(signer.sign(ticket)).isEqualTo(text(capture));
    }

    private static String text(String capture) {
        return Captures.text(capture).strip();
    }
}
