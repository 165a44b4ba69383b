package org.usher.link.testing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.usher.link.identity.ComponentIdentity;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

/** A farm's CA that certifies what the test asks for, right or wrong. The broker's own is not within reach here. */
public final class SmallAuthority {

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final KeyPair keys = ComponentIdentity.newKeyPair();
    private final UUID site = UUID.randomUUID();
    private final X500Name name = new X500Name("CN=Farm " + site);
    private final X509Certificate certificate =
            sign(name, keys, new BasicConstraints(true), Duration.ofDays(1), new GeneralName[0]);

    /** The site that its components belong to. */
    public UUID site() {
        return site;
    }

    /** The CA's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** A component's identity, good for a day. */
    public ComponentIdentity component(ComponentRole role) {
        return component(new ComponentName(site, role, UUID.randomUUID()), Duration.ofDays(1));
    }

    /** A component's identity, good for this long from now. */
    public ComponentIdentity component(ComponentName who, Duration life) {
        KeyPair own = ComponentIdentity.newKeyPair();
        return new ComponentIdentity(own.getPrivate(), named(own, life, who.uri()), certificate);
    }

    /** A certificate with these URIs in it. */
    public X509Certificate named(KeyPair own, Duration life, String... uris) {
        GeneralName[] names = new GeneralName[uris.length];
        for (int i = 0; i < uris.length; i++) {
            names[i] = new GeneralName(GeneralName.uniformResourceIdentifier, uris[i]);
        }
        return sign(new X500Name("CN=component"), own, new BasicConstraints(false), life, names);
    }

    private X509Certificate sign(
            X500Name subject, KeyPair own, BasicConstraints constraints, Duration life, GeneralName[] names) {
        try {
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(now.minus(Duration.ofDays(2))),
                    Date.from(now.plus(life)),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, constraints);
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
