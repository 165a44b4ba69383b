package org.usher.broker.farm;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.usher.wire.component.ComponentName;

/** The farm's certificate authority: it certifies components, the signer of connection files, and nobody else. */
public final class FarmAuthority {

    /** How long the CA's own certificate is good. */
    static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

    /** How long a component's certificate is good. */
    static final Duration COMPONENT_LIFE = Duration.ofDays(397);

    /** Certificates begin a little in the past, for machines whose clocks are slow. */
    private static final Duration SLOW_CLOCK = Duration.ofHours(1);

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 120;

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final SecureRandom serials;

    FarmAuthority(PrivateKey key, X509Certificate certificate, SecureRandom serials) {
        this.key = key;
        this.certificate = certificate;
        this.serials = serials;
    }

    /** The CA's certificate, which every component trusts. */
    public X509Certificate certificate() {
        return certificate;
    }

    static X509Certificate selfSigned(KeyPair keys, UUID site, Instant now, SecureRandom serials) {
        X500Name name = commonName("Usher farm " + site);
        try {
            JcaX509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), now, AUTHORITY_LIFE, serials);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return signed(builder, keys.getPrivate());
        } catch (CertIOException | GeneralSecurityException | OperatorCreationException broken) {
            throw new IllegalStateException("the farm's CA cannot be made", broken);
        }
    }

    /**
     * Certifies a component.
     *
     * @param addresses host names and IP addresses that clients may know it by
     */
    public X509Certificate certify(ComponentName name, PublicKey publicKey, List<String> addresses, Instant now) {
        try {
            X500Name issuer =
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            String label = addresses.isEmpty() ? name.id().toString() : addresses.getFirst();
            JcaX509v3CertificateBuilder builder =
                    builder(issuer, commonName(label), publicKey, now, COMPONENT_LIFE, serials);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
            builder.addExtension(Extension.subjectAlternativeName, false, names(name, addresses));
            return signed(builder, key);
        } catch (CertIOException | GeneralSecurityException | OperatorCreationException broken) {
            throw new IllegalStateException("a certificate for " + name + " cannot be made", broken);
        }
    }

    private static X500Name commonName(String text) {
        String shortened = text.length() > 64 ? text.substring(0, 64) : text;
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, shortened)
                .build();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey publicKey, Instant now, Duration life, SecureRandom serials) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, serials).setBit(SERIAL_BITS),
                Date.from(now.minus(SLOW_CLOCK)),
                Date.from(now.plus(life)),
                subject,
                publicKey);
    }

    private static GeneralNames names(ComponentName name, List<String> addresses) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, name.uri()));
        for (String address : addresses) {
            int kind = IPAddress.isValid(address) ? GeneralName.iPAddress : GeneralName.dNSName;
            names.add(new GeneralName(kind, address));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    /**
     * Certifies the key that signs connection files. The certificate has no component name, so it opens nothing in the farm;
     * clients show its subject as the publisher. It is good for as long as the CA: administrators write its fingerprint into
     * a policy of every desk, and with another certificate each of them would warn again.
     */
    X509Certificate certifyFiles(PublicKey publicKey, UUID site, Instant now) {
        try {
            X500Name issuer =
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            Duration life = Duration.between(now, certificate.getNotAfter().toInstant());
            JcaX509v3CertificateBuilder builder =
                    builder(issuer, commonName("Usher connection files " + site), publicKey, now, life, serials);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
            return signed(builder, key);
        } catch (CertIOException | GeneralSecurityException | OperatorCreationException broken) {
            throw new IllegalStateException("a certificate for connection files cannot be made", broken);
        }
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    }
}
