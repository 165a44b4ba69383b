package org.usher.broker.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.usher.broker.TestDatabase;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTrust;
import org.usher.link.identity.Pem;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.rdpfile.ConnectCode;
import org.usher.wire.rdpfile.ConnectionFile;
import org.usher.wire.rdpfile.FileTrust;
import org.usher.wire.rdpfile.FileVerdict;
import org.usher.wire.rdpfile.RdpFile;
import org.usher.wire.rdpfile.RdpSetting;
import org.usher.wire.rdpfile.Redirections;
import org.usher.wire.rdpfile.Route;
import org.usher.wire.rdpfile.Target;

class FileSignerTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final SecureRandom RANDOM = new SecureRandom();
    private final Instant now = Instant.now();
    private static final UUID SITE = UUID.randomUUID();

    // Both with NULL as parameters, as in Microsoft's and OpenSSL's signatures.
    private static final byte[] SHA_256 = HexFormat.of().parseHex("300d06096086480165030402010500");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    @TempDir
    private Path directory;

    private FarmKeys keys;
    private FarmAuthority authority;
    private FileSigner signer;

    @BeforeEach
    void open() throws Exception {
        forget();
        keys = new FarmKeys(DATABASE.sql(), KeySeal.of(directory.resolve("farm.key"), true, RANDOM));
        authority = keys.authority(SITE, now, RANDOM);
        signer = keys.fileSigner(authority, SITE, now, RANDOM);
    }

    /** The keys are sealed with a key of this test: nobody else could open them. */
    @AfterEach
    void forget() {
        DATABASE.sql().sql("delete from farm_key").update();
    }

    private static RdpFile file(Redirections redirections) {
        Route route = new Route.ThroughGateway("host.example:3389", "gateway.example", Optional.of("ut1.token"));
        ConnectCode code = ConnectCode.of(Octets.of(new byte[ConnectCode.RANDOM_BYTES]));
        Target target = new Target.ManagedSession("älice", code, Target.Carrier.ROUTING_TOKEN, false);
        return new ConnectionFile(route, target, redirections).file();
    }

    private static Octets cms(RdpFile file) {
        return file.signature().orElseThrow().cms();
    }

    /** What OpenSSL thinks of a signature over these bytes, when it trusts this CA. */
    private boolean opensslAccepts(RdpFile file, byte[] message, X509Certificate trusted) throws Exception {
        Path signature = Files.write(directory.resolve("cms"), cms(file).bytes());
        Path content = Files.write(directory.resolve("message"), message);
        Path ca = Files.writeString(directory.resolve("ca.pem"), Pem.of(trusted));
        // Its own idea of a purpose is e-mail; that the certificate is for code is asserted below.
        Process openssl = new ProcessBuilder(List.of(
                        "openssl cms -verify -binary -inform DER -purpose any -out /dev/null -CAfile %s -in %s -content %s"
                                .formatted(ca, signature, content)
                                .split(" ", -1)))
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean accepted = openssl.waitFor() == 0;
        assertThat(said).contains(accepted ? "Verification successful" : "Verification failure");
        return accepted;
    }

    @Test
    void opensslAcceptsTheSignatureOverThisFileFromThisFarmAlone() throws Exception {
        RdpFile signed = signer.sign(file(Redirections.NONE));

        assertThat(opensslAccepts(signed, signed.toSign(), authority.certificate()))
                .isTrue();
        RdpFile other = file(new Redirections(false, true, false, Redirections.Audio.NONE));
        assertThat(opensslAccepts(signed, other.toSign(), authority.certificate()))
                .isFalse();
        X509Certificate stranger = FarmAuthority.selfSigned(ComponentIdentity.newKeyPair(), SITE, now, RANDOM);
        assertThat(opensslAccepts(signed, signed.toSign(), stranger)).isFalse();
        assertThat(new FileTrust(authority.certificate()).judge(signed, now)).isEqualTo(new FileVerdict.Good());
        assertThat(new FileTrust(stranger).judge(signed, now))
                .isEqualTo(new FileVerdict.Bad(FileVerdict.Reason.UNKNOWN_SIGNER));
    }

    @Test
    void aFileThatIsReadBackIsTheOneThatWasSigned() {
        RdpFile signed = signer.sign(file(Redirections.NONE));
        byte[] bytes = signed.encode();
        assertThat(RdpFile.decode(ByteBuffer.wrap(bytes))).isEqualTo(new Decoded.Message<>(signed, bytes.length));
        assertThat(signed.settings()).isEqualTo(file(Redirections.NONE).settings());
        assertThat(signer.sign(signed)).isEqualTo(signed);
    }

    @Test
    void theSignatureHasTheFormThatClientsKnow() throws Exception {
        RdpFile signed = signer.sign(file(Redirections.NONE));

        ContentInfo info = ContentInfo.getInstance(cms(signed).bytes());
        assertThat(info.getContentType().getId()).isEqualTo("1.2.840.113549.1.7.2");
        SignedData data = SignedData.getInstance(info.getContent());
        assertThat(data.getVersion().intValueExact()).isEqualTo(1);
        assertThat(data.getEncapContentInfo().getContentType().getId()).isEqualTo("1.2.840.113549.1.7.1");
        assertThat(data.getEncapContentInfo().getContent()).isNull();
        assertThat(data.getDigestAlgorithms()).hasSize(1);
        assertThat(data.getDigestAlgorithms().getObjectAt(0).toASN1Primitive().getEncoded())
                .isEqualTo(SHA_256);
        assertThat(data.getCertificates()).hasSize(2);
        assertThat(data.getSignerInfos()).hasSize(1);
        SignerInfo one = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        assertThat(one.getVersion().intValueExact()).isEqualTo(1);
        assertThat(one.getAuthenticatedAttributes()).isNull();
        assertThat(one.getUnauthenticatedAttributes()).isNull();
        assertThat(one.getDigestAlgorithm().getEncoded()).isEqualTo(SHA_256);
        assertThat(one.getDigestEncryptionAlgorithm().getEncoded()).isEqualTo(RSA);
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(signer.certificate());
        check.update(signed.toSign());
        assertThat(check.verify(one.getEncryptedDigest().getOctets())).isTrue();
    }

    @Test
    void theCertificateIsForFilesAndOpensNothingInTheFarm() throws Exception {
        X509Certificate certificate = signer.certificate();
        certificate.verify(authority.certificate().getPublicKey());
        assertThat(certificate.getIssuerX500Principal())
                .isEqualTo(authority.certificate().getSubjectX500Principal());
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.3");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Usher connection files " + SITE);
        assertThat(certificate.getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
        assertThat(ComponentName.of(certificate)).isEmpty();
        FarmTrust trust = new FarmTrust(authority.certificate(), anybody -> true);
        X509Certificate[] chain = {certificate, authority.certificate()};
        assertThatThrownBy(() -> trust.checkClientTrusted(chain, "RSA")).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> trust.checkServerTrusted(chain, "RSA")).isInstanceOf(CertificateException.class);
    }

    @Test
    void theKeyIsMadeOnceAndSealed() throws Exception {
        FileSigner later = keys.fileSigner(authority, SITE, now.plusSeconds(60), RANDOM);
        assertThat(later.certificate()).isEqualTo(signer.certificate());
        assertThat(later.sign(file(Redirections.NONE))).isEqualTo(signer.sign(file(Redirections.NONE)));

        FarmKeys stranger = new FarmKeys(DATABASE.sql(), KeySeal.of(directory.resolve("other.key"), true, RANDOM));
        assertThatThrownBy(() -> stranger.fileSigner(authority, SITE, now, RANDOM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("file key")
                .hasMessageContaining("farm key file");
    }

    @Test
    void aSignedFileIsNotChangedUnseen() throws Exception {
        RdpFile signed = signer.sign(file(Redirections.NONE));
        List<RdpSetting> edited = new ArrayList<>(signed.settings());
        edited.replaceAll(setting -> setting.name().equals("alternate full address")
                ? new RdpSetting.Text("alternate full address", "evil.example")
                : setting);
        RdpFile forged = new RdpFile(edited, signed.signature());
        assertThat(opensslAccepts(forged, forged.toSign(), authority.certificate()))
                .isFalse();
        assertThat(new FileTrust(authority.certificate()).judge(forged, now))
                .isEqualTo(new FileVerdict.Bad(FileVerdict.Reason.FORGED));
    }
}
