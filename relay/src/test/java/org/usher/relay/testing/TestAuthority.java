package org.usher.relay.testing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.usher.relay.tls.TlsCredentials;
import org.usher.wire.component.ComponentName;

/** A farm's CA for tests: issues certificates for components and for host names. */
public final class TestAuthority {

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestAuthority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** A new CA with a new key. */
    public static TestAuthority create() {
        KeyPair keys = newKeyPair();
        X500Name name = new X500Name("CN=Test farm " + SERIAL.get());
        return new TestAuthority(keys, sign(name, name, keys.getPublic(), keys, true, new GeneralName[0]));
    }

    /** The CA's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** A component's certificate for a key that somebody else has. */
    public X509Certificate certify(PublicKey key, ComponentName name) {
        return sign(issuerName(), new X500Name("CN=component " + SERIAL.get()), key, keys, false, new GeneralName[] {
            new GeneralName(GeneralName.uniformResourceIdentifier, name.uri())
        });
    }

    private X500Name issuerName() {
        return new X500Name(certificate.getSubjectX500Principal().getName());
    }

    /** A component's certificate, good for these addresses too, with its key. */
    public TlsCredentials component(ComponentName name, String... addresses) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, name.uri()));
        for (String address : addresses) {
            names.add(generalName(address));
        }
        return issue(names);
    }

    /** A certificate for host names and IP addresses only, with its key. */
    public TlsCredentials server(String... addresses) {
        List<GeneralName> names = new ArrayList<>();
        for (String address : addresses) {
            names.add(generalName(address));
        }
        return issue(names);
    }

    /**
     * What Windows makes for Remote Desktop when nobody gives it anything better: an RSA key, signed by itself, for
     * encipherment alone, for no name that anybody would look for.
     */
    public static TlsCredentials windowsHost() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            X500Name name = new X500Name("CN=WIN-" + SERIAL.get());
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(180))),
                    name,
                    keys.getPublic());
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment | KeyUsage.dataEncipherment));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
            return new TlsCredentials(keys.getPrivate(), List.of(certificate));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Trusts what this CA issued, whoever it is for. */
    public X509ExtendedTrustManager trust() {
        try {
            java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", certificate);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | java.io.IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static GeneralName generalName(String address) {
        boolean ip = address.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')) || address.contains(":");
        return new GeneralName(ip ? GeneralName.iPAddress : GeneralName.dNSName, address);
    }

    private TlsCredentials issue(List<GeneralName> names) {
        KeyPair own = newKeyPair();
        X509Certificate issued = sign(
                issuerName(),
                new X500Name("CN=component " + SERIAL.get()),
                own.getPublic(),
                keys,
                false,
                names.toArray(GeneralName[]::new));
        return new TlsCredentials(own.getPrivate(), List.of(issued, certificate));
    }

    private static X509Certificate sign(
            X500Name issuer, X500Name subject, PublicKey own, KeyPair signer, boolean authority, GeneralName[] names) {
        try {
            Instant now = Instant.now();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(2))),
                    subject,
                    own);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
