package org.usher.wire.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.wire.Octets;
import org.usher.wire.ticket.TicketVerdict.Reason;

/** Every verdict over a ticket, and that nobody without the key gets the good one. */
class TicketTest {

    private static final TicketKeyId KEY = new TicketKeyId(0x0123456789abcdefL);
    private static final KeyPair PAIR = keyPair("Ed25519");
    private static final UUID SITE = id(2);
    private static final Octets CLIENT = ClientBinding.ofCookie("the portal's cookie");
    private static final Instant ISSUED = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant EXPIRES = ISSUED.plusSeconds(60);
    private static final Instant RETURN_UNTIL = ISSUED.plus(Duration.ofHours(12));
    private static final TicketSigner SIGNER = new TicketSigner(KEY, PAIR.getPrivate());
    private static final TicketKeys KEYS = new TicketKeys(SITE, Map.of(KEY, PAIR.getPublic()));
    private static final Ticket TICKET = ticket("host.example:7443");
    private static final String TEXT = SIGNER.sign(TICKET);

    @Test
    void opensALaunchWhileItIsFresh() {
        for (Instant now : new Instant[] {ISSUED, ISSUED.plusSeconds(30), EXPIRES}) {
            assertThat(KEYS.judgeFirstUse(TEXT, CLIENT, now)).isEqualTo(new TicketVerdict.Good(TICKET));
        }
    }

    @Test
    void showsTheWayBackForLonger() {
        for (Instant now : new Instant[] {ISSUED, EXPIRES.plusSeconds(1), RETURN_UNTIL}) {
            assertThat(KEYS.judgeReturn(TEXT, CLIENT, now)).isEqualTo(new TicketVerdict.Good(TICKET));
        }
    }

    @Test
    void expires() {
        assertThat(firstUse(TEXT, EXPIRES.plusNanos(1))).isEqualTo(Reason.EXPIRED);
        assertThat(firstUse(TEXT, RETURN_UNTIL)).isEqualTo(Reason.EXPIRED);
        assertThat(returning(TEXT, RETURN_UNTIL.plusNanos(1))).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void isNotGoodBeforeItWasIssuedButForAClockThatIsALittleBehind() {
        Instant earliest = ISSUED.minus(TicketKeys.CLOCK_SKEW);
        assertThat(KEYS.judgeFirstUse(TEXT, CLIENT, earliest)).isEqualTo(new TicketVerdict.Good(TICKET));
        assertThat(firstUse(TEXT, earliest.minusNanos(1))).isEqualTo(Reason.NOT_YET);
        assertThat(returning(TEXT, earliest.minusNanos(1))).isEqualTo(Reason.NOT_YET);
    }

    @Test
    void isGoodForOneSite() {
        TicketKeys elsewhere = new TicketKeys(id(9), KEYS.keys());
        assertThat(reason(elsewhere.judgeFirstUse(TEXT, CLIENT, ISSUED))).isEqualTo(Reason.OTHER_SITE);
        assertThat(reason(elsewhere.judgeReturn(TEXT, CLIENT, ISSUED))).isEqualTo(Reason.OTHER_SITE);
    }

    @Test
    void isGoodForOnePortalSession() {
        Octets thief = ClientBinding.ofCookie("another cookie");
        assertThat(reason(KEYS.judgeFirstUse(TEXT, thief, ISSUED))).isEqualTo(Reason.OTHER_CLIENT);
        assertThat(reason(KEYS.judgeReturn(TEXT, thief, ISSUED))).isEqualTo(Reason.OTHER_CLIENT);
        assertThat(reason(KEYS.judgeFirstUse(TEXT, Octets.of(new byte[0]), ISSUED)))
                .isEqualTo(Reason.OTHER_CLIENT);
    }

    @Test
    void countsOnlyWithAKeyOfTheFarm() {
        assertThat(reason(new TicketKeys(SITE, Map.of()).judgeFirstUse(TEXT, CLIENT, ISSUED)))
                .isEqualTo(Reason.UNKNOWN_KEY);
        String another = new TicketSigner(new TicketKeyId(7), PAIR.getPrivate()).sign(TICKET);
        assertThat(firstUse(another, ISSUED)).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void cannotBeSignedWithAnotherKeyUnderTheSameName() {
        String forged = new TicketSigner(KEY, keyPair("Ed25519").getPrivate()).sign(TICKET);
        assertThat(firstUse(forged, ISSUED)).isEqualTo(Reason.FORGED);
    }

    @Test
    void isRefusedWhenTheFarmsKeyIsOfAnotherKind() {
        TicketKeys rsa = new TicketKeys(SITE, Map.of(KEY, keyPair("RSA").getPublic()));
        assertThat(reason(rsa.judgeFirstUse(TEXT, CLIENT, ISSUED))).isEqualTo(Reason.FORGED);
        assertThatThrownBy(() -> new TicketSigner(KEY, keyPair("RSA").getPrivate()).sign(TICKET))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cannotBeChangedInAnyBit() {
        byte[] bytes =
                Octets.ofText(TEXT.substring(TicketFormat.PREFIX.length())).bytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            String text = TicketFormat.PREFIX + Octets.of(changed).text();
            for (TicketVerdict verdict : new TicketVerdict[] {
                KEYS.judgeFirstUse(text, CLIENT, ISSUED), KEYS.judgeReturn(text, CLIENT, ISSUED)
            }) {
                assertThat(reason(verdict)).as("bit %d", bit).isIn(Reason.FORGED, Reason.UNKNOWN_KEY, Reason.MALFORMED);
            }
        }
    }

    @Test
    void isMalformedWithAProofOfAnotherKind() {
        byte[] words = TicketFormat.toSign(KEY, TICKET);
        for (int kind = 0; kind < 256; kind++) {
            byte[] changed = words.clone();
            changed[changed.length - 1] = (byte) kind;
            String text = TicketFormat.text(changed, new byte[TicketFormat.SIGNATURE]);

            // Of kind 1 a pin is missing; the others are read, and their signature is not right.
            Reason expected = kind == 0 || kind == 2 ? Reason.FORGED : Reason.MALFORMED;
            assertThat(firstUse(text, ISSUED)).as("kind %d", kind).isEqualTo(expected);
        }
    }

    @Test
    void pinsAWholeDigest() {
        assertThatThrownBy(() -> new HostProof.Pinned(Octets.of(new byte[31])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasOneTextOnly() {
        // Three lengths, so that the last digit of the base64url has none, two and four bits that say nothing.
        for (String target : new String[] {"a:1", "ab:1", "abc:1"}) {
            String text = SIGNER.sign(ticket(target));
            for (int at = 0; at < text.length(); at++) {
                for (char c = ' '; c < 0x80; c++) {
                    if (c != text.charAt(at)) {
                        String changed = text.substring(0, at) + c + text.substring(at + 1);
                        // Looked at without a signature check, which is slow; a forged one is refused above.
                        assertThat(TicketFormat.parse(changed)
                                        .map(parts -> TicketFormat.text(
                                                parts.signed().bytes(),
                                                parts.signature().bytes())))
                                .isNotEqualTo(Optional.of(text));
                    }
                }
            }
            assertMalformed(text + "=");
            assertMalformed(text + "==");
            assertMalformed(text + "A");
            assertMalformed(text + "\n");
            assertMalformed(" " + text);
        }
    }

    @Test
    void isMalformedWhenItIsJunk() {
        for (String junk : new String[] {
            "",
            "ut1.",
            "ut1",
            "ut2." + TEXT.substring(4),
            "UT1." + TEXT.substring(4),
            TEXT.substring(4),
            "ut1.\u0000",
            "ut1.\ud800",
            "ut1.AAAA",
            "eyJhbGciOiJub25lIn0.e30.",
            TEXT + TEXT
        }) {
            assertMalformed(junk);
        }
        for (int length = 0; length < TEXT.length(); length++) {
            assertMalformed(TEXT.substring(0, length));
        }
    }

    @Test
    void isMalformedWhenItIsTooLongWhateverItSays() {
        assertMalformed("ut1." + "A".repeat(TicketFormat.MAX_TEXT));
        assertMalformed(TEXT + "A".repeat(TicketFormat.MAX_TEXT - TEXT.length() + 1));
        assertMalformed("ut1." + "A".repeat(10_000_000));
    }

    private static void assertMalformed(String text) {
        assertThat(firstUse(text, ISSUED)).isEqualTo(Reason.MALFORMED);
        assertThat(returning(text, ISSUED)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void isMalformedWhenItsFieldsContradictEachOtherThoughTheKeyIsRight() {
        // Made by hand: the record would not exist. A signature does not make sense of nonsense.
        byte[] signed = TicketFormat.toSign(KEY, TICKET);
        byte[] never = signed.clone();
        int issued = 8 + 64 + 32;
        never[issued] = 0x7f;
        assertThat(TicketFormat.parse(TicketFormat.text(never, new byte[64]))).isEmpty();
        byte[] late = signed.clone();
        late[issued + 4] = 0x7f;
        assertThat(TicketFormat.parse(TicketFormat.text(late, new byte[64]))).isEmpty();
        byte[] target = signed.clone();
        target[target.length - 1] = (byte) 0x80;
        assertThat(TicketFormat.parse(TicketFormat.text(target, new byte[64]))).isEmpty();
        assertThat(TicketFormat.parse(TicketFormat.text(signed, new byte[64]))).isPresent();
    }

    @Test
    void fitsEvenWithTheLongestTarget() {
        String text = SIGNER.sign(ticket("x".repeat(Ticket.MAX_TARGET)));
        assertThat(text).hasSizeLessThanOrEqualTo(TicketFormat.MAX_TEXT);
        assertThat(KEYS.judgeFirstUse(text, CLIENT, ISSUED)).isInstanceOf(TicketVerdict.Good.class);
    }

    @Test
    void equalsWhatItsTextSaysAlsoWhenTheClockHadFractions() {
        Ticket fractions = new Ticket(
                id(1),
                SITE,
                id(3),
                id(4),
                "host.example:7443",
                CLIENT,
                ISSUED.plusNanos(999_999_999),
                EXPIRES.plusMillis(1),
                RETURN_UNTIL.plusNanos(1));
        assertThat(fractions).isEqualTo(TICKET);
        assertThat(KEYS.judgeFirstUse(SIGNER.sign(fractions), CLIENT, ISSUED))
                .isEqualTo(new TicketVerdict.Good(fractions));
    }

    @Test
    void isNotMadeWithContradictions() {
        assertNotMade("", ISSUED, EXPIRES, RETURN_UNTIL, CLIENT);
        assertNotMade("a b:1", ISSUED, EXPIRES, RETURN_UNTIL, CLIENT);
        assertNotMade("h\u00f6st:1", ISSUED, EXPIRES, RETURN_UNTIL, CLIENT);
        assertNotMade("x".repeat(Ticket.MAX_TARGET + 1), ISSUED, EXPIRES, RETURN_UNTIL, CLIENT);
        assertNotMade("a:1", EXPIRES, ISSUED, RETURN_UNTIL, CLIENT);
        assertNotMade("a:1", ISSUED, RETURN_UNTIL, EXPIRES, CLIENT);
        assertNotMade("a:1", ISSUED, EXPIRES, RETURN_UNTIL, Octets.of(new byte[31]));
    }

    private static void assertNotMade(
            String target, Instant issued, Instant expires, Instant returnUntil, Octets client) {
        assertThatThrownBy(() -> new Ticket(id(1), SITE, id(3), id(4), target, client, issued, expires, returnUntil))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Reason firstUse(String text, Instant now) {
        return reason(KEYS.judgeFirstUse(text, CLIENT, now));
    }

    private static Reason returning(String text, Instant now) {
        return reason(KEYS.judgeReturn(text, CLIENT, now));
    }

    private static Reason reason(TicketVerdict verdict) {
        if (verdict instanceof TicketVerdict.Bad(Reason reason)) {
            return reason;
        }
        throw new AssertionError(verdict + " (expected: a refusal)");
    }

    private static Ticket ticket(String target) {
        return new Ticket(id(1), SITE, id(3), id(4), target, CLIENT, ISSUED, EXPIRES, RETURN_UNTIL);
    }

    private static UUID id(int number) {
        return new UUID(0x4000, 0x8000000000000000L | number);
    }

    private static KeyPair keyPair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
