package org.usher.wire.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.wire.Captures;

/**
 * Names in certificates that OpenSSL 3.0.19 made on 2026-11-23 ({@code openssl req -x509 -addext subjectAltName=…}): one
 * spelling for each component, and no certificate with two of them.
 */
class ComponentNameTest {

    private static final UUID SITE = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final UUID ID = UUID.fromString("66666666-7777-4888-9999-aaaaaaaaaaaa");
    private static final String URI = "usher://" + SITE + "/host/" + ID;

    @Test
    void standsInACertificateAmongOtherNames() throws Exception {
        assertThat(ComponentName.of(certificate("openssl-component.pem")))
                .contains(new ComponentName(SITE, ComponentRole.HOST, ID));
    }

    @Test
    void isNotThereTwiceOrNotAtAll() throws Exception {
        assertThat(ComponentName.of(certificate("openssl-two-names.pem"))).isEmpty();
        assertThat(ComponentName.of(certificate("openssl-no-name.pem"))).isEmpty();
    }

    private static X509Certificate certificate(String file) throws CertificateException {
        byte[] pem = Captures.text(file).getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    @Test
    void comesBackFromItsUri() {
        for (ComponentRole role : ComponentRole.values()) {
            ComponentName name = new ComponentName(SITE, role, ID);
            assertThat(ComponentName.ofUri(name.uri())).contains(name);
            assertThat(ComponentRole.ofWord(role.word())).contains(role);
        }
        assertThat(new ComponentName(SITE, ComponentRole.HOST, ID)).hasToString(URI);
    }

    @Test
    void hasOneSpellingOnly() {
        for (String other : new String[] {
            "",
            "usher:",
            "usher://",
            "usher:///host/" + ID,
            "USHER://" + SITE + "/host/" + ID,
            "https://" + SITE + "/host/" + ID,
            "usher://" + SITE + "/Host/" + ID,
            "usher://" + SITE + "/guest/" + ID,
            "usher://" + SITE + "//host/" + ID,
            "usher://" + SITE + "/host/" + ID.toString().toUpperCase(Locale.ROOT),
            "usher://" + SITE + "/host/6666666-7777-4888-9999-aaaaaaaaaaaa",
            "usher://1-2-3-4-5/host/" + ID,
            "usher://user@" + SITE + "/host/" + ID,
            "usher://" + SITE + ":1/host/" + ID,
            "usher://" + SITE + "/host/" + ID + "/",
            "usher://" + SITE + "/host/" + ID + "?",
            "usher://" + SITE + "/host/" + ID + "#",
            "usher://" + SITE + "/h%6fst/" + ID,
            URI + " ",
            "usher://[" + SITE + "/host/" + ID
        }) {
            assertThat(ComponentName.ofUri(other)).as(other).isEmpty();
        }
    }
}
