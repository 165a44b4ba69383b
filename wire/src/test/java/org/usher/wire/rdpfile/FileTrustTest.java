package org.usher.wire.rdpfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.FileVerdict.Reason;

/**
 * Signatures that OpenSSL 3.0.19 made over {@code message.bin} on 2026-11-23 ({@code openssl smime -sign -binary -noattr
 * -nosmimecap -md sha256 -outform DER}), with certificates of one CA: for code, and for TLS servers; and one with attributes.
 */
class FileTrustTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    static FileTrust trust(String authority) throws Exception {
        return new FileTrust((X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(RdpSignBytesTest.resource(authority))));
    }

    private static FileVerdict judge(List<RdpSetting> settings, byte[] cms, Instant now) throws Exception {
        RdpFile file = new RdpFile(settings).signedWith(new RdpSignature(Octets.of(cms)));
        return trust("openssl-ca.pem").judge(file, now);
    }

    private static FileVerdict judge(String cms) throws Exception {
        return judge(RdpSignBytesTest.SAMPLE, RdpSignBytesTest.resource(cms), NOW);
    }

    private static FileVerdict bad(Reason reason) {
        return new FileVerdict.Bad(reason);
    }

    @Test
    void aFileThatTheFarmSignedIsGood() throws Exception {
        assertThat(judge("openssl.p7")).isEqualTo(new FileVerdict.Good());
    }

    @Test
    void aFileWithoutASignatureIsNot() throws Exception {
        assertThat(trust("openssl-ca.pem").judge(new RdpFile(RdpSignBytesTest.SAMPLE), NOW))
                .isEqualTo(bad(Reason.UNSIGNED));
    }

    @Test
    void anyChangeOfWhatIsCoveredIsSeen() throws Exception {
        byte[] cms = RdpSignBytesTest.resource("openssl.p7");
        for (int i = 0; i < RdpSignBytesTest.SAMPLE.size(); i++) {
            List<RdpSetting> changed = new ArrayList<>(RdpSignBytesTest.SAMPLE);
            RdpSetting setting = changed.get(i);
            changed.set(i, RdpSignBytesTest.other(setting));
            assertThat(judge(changed, cms, NOW))
                    .as(setting.name())
                    .isEqualTo(
                            RdpSignBytesTest.NOT_COVERED.contains(setting.name())
                                    ? new FileVerdict.Good()
                                    : bad(Reason.FORGED));
        }
    }

    @Test
    void anotherPurposeAnotherFarmAndAnotherTimeAreNotTrusted() throws Exception {
        assertThat(judge("openssl-other-purpose.p7")).isEqualTo(bad(Reason.UNKNOWN_SIGNER));
        byte[] cms = RdpSignBytesTest.resource("openssl.p7");
        for (String time : List.of("2026-11-22T00:00:00Z", "2028-01-01T00:00:00Z")) {
            assertThat(judge(RdpSignBytesTest.SAMPLE, cms, Instant.parse(time))).isEqualTo(bad(Reason.UNKNOWN_SIGNER));
        }
        DetachedSignature signed = DetachedSignature.read(Octets.of(cms));
        RdpFile file = new RdpFile(RdpSignBytesTest.SAMPLE).signedWith(new RdpSignature(Octets.of(cms)));
        FileTrust other =
                new FileTrust(DetachedSignature.read(Octets.of(RdpSignBytesTest.resource("openssl-other-purpose.p7")))
                        .signer());
        assertThat(other.authority()).isNotEqualTo(signed.signer());
        assertThat(other.judge(file, NOW)).isEqualTo(bad(Reason.UNKNOWN_SIGNER));
    }

    @Test
    void otherFormsOfASignatureAreRefused() throws Exception {
        assertThat(judge("openssl-attributes.p7")).isEqualTo(bad(Reason.MALFORMED));
        // SHA-1.
        assertThat(judge("microsoft-2011.p7")).isEqualTo(bad(Reason.MALFORMED));
        assertThat(judge(RdpSignBytesTest.SAMPLE, new byte[] {0x30}, NOW)).isEqualTo(bad(Reason.MALFORMED));
    }

    @Test
    void noChangedBitIsGoodButWhereNobodyLooks() throws Exception {
        byte[] cms = RdpSignBytesTest.resource("openssl.p7");
        Octets signer =
                Octets.of(DetachedSignature.read(Octets.of(cms)).signer().getEncoded());
        int good = 0;
        for (int i = 0; i < cms.length; i++) {
            byte[] changed = cms.clone();
            changed[i] ^= 0x10;
            if (judge(RdpSignBytesTest.SAMPLE, changed, NOW) instanceof FileVerdict.Good) {
                // The CA's own certificate goes along for other clients; here the one that is trusted counts.
                assertThat(DetachedSignature.read(Octets.of(changed)).signer().getEncoded())
                        .isEqualTo(signer.bytes());
                good++;
            }
        }
        assertThat(good).isLessThanOrEqualTo(trust("openssl-ca.pem").authority().getEncoded().length);
    }
}
