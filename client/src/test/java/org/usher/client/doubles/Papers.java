package org.usher.client.doubles;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdpfile.RdpFile;
import org.usher.wire.rdpfile.RdpSignature;

/** A small CA: of a farm, or of anybody else. */
public final class Papers {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final UUID site = UUID.randomUUID();
    private final KeyPair keys;
    private final X509Certificate authority;

    private Papers() throws Exception {
        this.keys = ellipticKeys();
        X500Name name = new X500Name("CN=Usher farm " + site);
        JcaX509v3CertificateBuilder builder = builder(name, name, keys);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        this.authority = signed(builder, keys.getPrivate());
    }

    public static Papers make() {
        try {
            return new Papers();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static KeyPair ellipticKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(100, RANDOM).setBit(100),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(30))),
                subject,
                keys.getPublic());
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    public X509Certificate authority() {
        return authority;
    }

    /** Something with a key. */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {

        public X509Certificate certificate() {
            return chain.getFirst();
        }

        public SSLContext context() {
            try {
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                store.setKeyEntry("self", key, new char[0], chain.toArray(X509Certificate[]::new));
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(store, new char[0]);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(factory.getKeyManagers(), null, null);
                return context;
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    /** A component of the farm. */
    public Identity component(ComponentRole role, String... dnsNames) {
        ComponentName name = new ComponentName(site, role, UUID.randomUUID());
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, name.uri()));
        for (String dns : dnsNames) {
            names.add(new GeneralName(GeneralName.dNSName, dns));
        }
        return server(names);
    }

    /** A server of some company, with this name. */
    public Identity server(String dnsName) {
        return server(List.of(new GeneralName(GeneralName.dNSName, dnsName)));
    }

    private Identity server(List<GeneralName> names) {
        try {
            KeyPair own = ellipticKeys();
            JcaX509v3CertificateBuilder builder = builder(
                    new X500Name(authority.getSubjectX500Principal().getName()), new X500Name("CN=localhost"), own);
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            return new Identity(own.getPrivate(), List.of(signed(builder, keys.getPrivate()), authority));
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The same file, signed as a broker signs. */
    public RdpFile sign(RdpFile file) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair own = generator.generateKeyPair();
            JcaX509v3CertificateBuilder builder =
                    builder(new X500Name(authority.getSubjectX500Principal().getName()), new X500Name("CN=files"), own);
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
            X509Certificate signer = signed(builder, keys.getPrivate());
            CMSSignedDataGenerator cms = new CMSSignedDataGenerator();
            cms.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                            new JcaDigestCalculatorProviderBuilder().build(),
                            any -> new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE))
                    .setDirectSignature(true)
                    .setContentDigest(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE))
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(own.getPrivate()), signer));
            cms.addCertificates(new JcaCertStore(List.of(signer, authority)));
            return file.signedWith(
                    new RdpSignature(Octets.of(cms.generate(new CMSProcessableByteArray(file.toSign()), false)
                            .toASN1Structure()
                            .getEncoded(ASN1Encoding.DER))));
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
