package org.usher.wire.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.wire.Octets;

/** Tickets that somebody made up. The key is the published one of RFC 8032, 7.1, TEST 1, so that every run is the same. */
class TicketKeysFuzzTest {

    private static final TicketKeyId KEY = new TicketKeyId(0x0123456789abcdefL);
    private static final Instant ISSUED = Instant.parse("2026-11-23T12:00:00Z");

    // The last digit of this one's text has four bits to spare, and there is room for padding.
    private static final Ticket TICKET = new Ticket(
            new UUID(0, 1),
            new UUID(0, 2),
            new UUID(0, 3),
            new UUID(0, 4),
            "host.example:7",
            ClientBinding.ofCookie("cookie"),
            ISSUED,
            ISSUED.plusSeconds(60),
            ISSUED.plusSeconds(3600));
    private static final PrivateKey PRIVATE = privateKey();
    private static final TicketKeys KEYS = new TicketKeys(TICKET.site(), Map.of(KEY, publicKey()));
    private static final String TEXT = new TicketSigner(KEY, PRIVATE).sign(TICKET);

    static Stream<byte[]> texts() {
        return Stream.of(TEXT, TEXT + "==", TEXT.substring(4), "ut1.", "ut1.AAAA")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("texts")
    @FuzzTest(maxDuration = "2m")
    void noTextButTheSignedOneIsGood(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (TicketVerdict verdict : new TicketVerdict[] {
            KEYS.judgeFirstUse(text, TICKET.client(), ISSUED), KEYS.judgeReturn(text, TICKET.client(), ISSUED)
        }) {
            switch (verdict) {
                case TicketVerdict.Good(Ticket ticket) -> {
                    assertThat(text).isEqualTo(TEXT);
                    assertThat(ticket).isEqualTo(TICKET);
                }
                case TicketVerdict.Bad(TicketVerdict.Reason reason) ->
                    assertThat(reason.code()).startsWith("ticket-");
            }
        }
    }

    static Stream<byte[]> words() {
        byte[] words = TicketFormat.toSign(KEY, TICKET);
        Ticket pinned = new Ticket(
                TICKET.launch(),
                TICKET.site(),
                TICKET.user(),
                TICKET.host(),
                TICKET.target(),
                new HostProof.Pinned(Octets.digestOf("a certificate")),
                TICKET.client(),
                TICKET.issued(),
                TICKET.expires(),
                TICKET.returnUntil());
        return Stream.of(
                words,
                TicketFormat.toSign(KEY, pinned),
                Arrays.copyOf(words, words.length + 1),
                Arrays.copyOf(words, words.length - 1));
    }

    @MethodSource("words")
    @FuzzTest(maxDuration = "2m")
    void whatIsSignedHasOneText(byte[] words) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(PRIVATE);
        signature.update(words);
        String text = TicketFormat.text(words, signature.sign());

        TicketVerdict verdict = KEYS.judgeReturn(text, TICKET.client(), ISSUED);

        TicketFormat.parse(text).ifPresent(parts -> {
            assertThat(new TicketSigner(parts.key(), PRIVATE).sign(parts.ticket()))
                    .isEqualTo(text);
            assertThat(parts.signed()).isEqualTo(Octets.of(words));
        });
        if (verdict instanceof TicketVerdict.Good(Ticket ticket)) {
            assertThat(ticket.site()).isEqualTo(TICKET.site());
            assertThat(ticket.client()).isEqualTo(TICKET.client());
            assertThat(ticket.returnUntil()).isAfterOrEqualTo(ISSUED);
        }
    }

    private static PrivateKey privateKey() {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(
                            NamedParameterSpec.ED25519,
                            HexFormat.of()
                                    .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static PublicKey publicKey() {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(HexFormat.of()
                            .parseHex("302a300506032b6570032100"
                                    + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
