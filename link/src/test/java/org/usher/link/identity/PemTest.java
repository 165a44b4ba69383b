package org.usher.link.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.link.testing.SmallAuthority;

class PemTest {

    private static final X509Certificate CERTIFICATE = new SmallAuthority().certificate();

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void aKeyIsReadBack(String algorithm) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        assertThat(Pem.privateKey(Pem.of(keys.getPrivate()))).isEqualTo(keys.getPrivate());
    }

    @Test
    void certificatesAreReadBackInTheirOrder() {
        X509Certificate other = new SmallAuthority().certificate();
        assertThat(Pem.certificates(Pem.of(CERTIFICATE) + Pem.of(other))).containsExactly(CERTIFICATE, other);
    }

    @Test
    void linesAreAsLongAsOpensslMakesThem() {
        assertThat(Pem.of(CERTIFICATE).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void linesOfWindowsAndTextAroundAreNoHindrance() {
        String text = "subject=CN = x\r\n" + Pem.of(CERTIFICATE).replace("\n", "\r\n") + "bye\r\n";
        assertThat(Pem.certificates(text)).containsExactly(CERTIFICATE);
        KeyPair keys = ComponentIdentity.newKeyPair();
        assertThat(Pem.privateKey("hello\n" + Pem.of(keys.getPrivate()).replace("\n", "\r\n")))
                .isEqualTo(keys.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n"
            })
    void whatIsNoCertificateIsToldSo(String text) {
        assertThatThrownBy(() -> Pem.certificates(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificates: ")
                .hasMessageContaining("BEGIN CERTIFICATE");
    }

    @Test
    void aCertificateThatIsCutIsToldSo() {
        String whole = Pem.of(CERTIFICATE);
        for (int length = 0; length < whole.length() - "----END CERTIFICATE-----\n".length(); length += 7) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> Pem.certificates(cut))
                    .as("cut after %d", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("certificates: ");
        }
    }

    @Test
    void aKeyWithAPassPhraseOrOfAnOlderFormIsToldWithTheWayOut() {
        for (String label : new String[] {"ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"}) {
            String text = "-----BEGIN " + label + "-----\nAAAA\n-----END " + label + "-----\n";
            assertThatThrownBy(() -> Pem.privateKey(text))
                    .as(label)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAA", "=AAA", "MIGHAgEAMBMGByqGSM49"})
    void aKeyThatIsDamagedIsToldSoAndNotShown(String body) {
        String text = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
        assertThatThrownBy(() -> Pem.privateKey(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("private key: ")
                .hasMessageNotContaining(body.length() > 1 ? body : "\n");
    }

    @Test
    void aKeyOfAnotherKindIsToldSo() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThatThrownBy(() -> Pem.privateKey(Pem.of(keys.getPrivate())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EC or RSA");
    }
}
