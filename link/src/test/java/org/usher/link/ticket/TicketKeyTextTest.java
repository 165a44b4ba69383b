package org.usher.link.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.wire.Octets;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketKeys;

class TicketKeyTextTest {

    private static KeyPair newKeys(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }

    private static String text(KeyPair keys) {
        return Octets.of(keys.getPublic().getEncoded()).text();
    }

    @Test
    void givesTheKeysOfTheSite() throws GeneralSecurityException {
        UUID site = UUID.randomUUID();
        KeyPair first = newKeys("Ed25519");
        KeyPair second = newKeys("Ed25519");

        TicketKeys keys =
                TicketKeyText.read(site, Map.of("0000000000001234", text(first), "ffffffffffffffff", text(second)));

        assertThat(keys)
                .isEqualTo(new TicketKeys(
                        site,
                        Map.of(
                                new TicketKeyId(0x1234), first.getPublic(),
                                new TicketKeyId(-1), second.getPublic())));
    }

    @Test
    void leavesOutWhatIsNoKey() throws GeneralSecurityException {
        KeyPair good = newKeys("Ed25519");
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("1", "nonsense");
        texts.put("2", "\u00e4\u00f6");
        texts.put("3", "");
        texts.put("4", text(newKeys("EC")));
        texts.put("not hexadecimal", text(good));
        texts.put("6", text(good));

        assertThat(TicketKeyText.read(UUID.randomUUID(), texts).keys())
                .containsOnly(Map.entry(new TicketKeyId(6), good.getPublic()));
    }

    @Test
    void ofNoKeysAreNone() {
        assertThat(TicketKeyText.read(UUID.randomUUID(), Map.of()).keys()).isEmpty();
    }
}
