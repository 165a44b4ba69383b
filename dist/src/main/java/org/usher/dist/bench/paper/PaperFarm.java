package org.usher.dist.bench.paper;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
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
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketSigner;

/** A farm that exists on paper only: a CA, the ticket key of a broker, one host, one gateway. Good for a day. */
public final class PaperFarm {

    /** The value of the portal session's cookie to which the tickets are bound. */
    public static final String COOKIE = "YmVuY2htYXJr";

    /** The gateway's public name. */
    public static final String PUBLIC_NAME = "localhost";

    private static final TicketKeyId KEY_ID = new TicketKeyId(1);

    private final UUID site = UUID.randomUUID();
    private final UUID host = UUID.randomUUID();
    private final KeyPair authorityKeys = keys();
    private final X509Certificate authority = certificate(authorityKeys.getPublic(), true, new GeneralName[0]);
    private final KeyPair ticketKeys;
    private final TicketSigner signer;

    /** A new one, with new keys. */
    public PaperFarm() {
        try {
            ticketKeys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Ed25519 is missing from this Java runtime", missing);
        }
        signer = new TicketSigner(KEY_ID, ticketKeys.getPrivate());
    }

    UUID site() {
        return site;
    }

    /** The CA's certificate. */
    public X509Certificate authority() {
        return authority;
    }

    /** The public ticket keys, as brokers name them. */
    Map<String, String> ticketKeys() {
        return Map.of(
                KEY_ID.text(), Octets.of(ticketKeys.getPublic().getEncoded()).text());
    }

    /** An identity of this role; the host's is that of the browser's tickets. */
    public ComponentIdentity identity(ComponentRole role) {
        return identity(role, role == ComponentRole.HOST ? host : UUID.randomUUID());
    }

    /** The identity of one of several hosts. */
    public ComponentIdentity host(UUID id) {
        return identity(ComponentRole.HOST, id);
    }

    private ComponentIdentity identity(ComponentRole role, UUID id) {
        KeyPair own = keys();
        ComponentName name = new ComponentName(site, role, id);
        return new ComponentIdentity(
                own.getPrivate(),
                certificate(own.getPublic(), false, new GeneralName[] {
                    new GeneralName(GeneralName.uniformResourceIdentifier, name.uri()),
                    new GeneralName(GeneralName.dNSName, PUBLIC_NAME),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }),
                authority);
    }

    /** A fresh ticket of a browser for the front at this port of the loopback. */
    public String ticket(int port) {
        return ticket(UUID.randomUUID(), host, port, ClientBinding.ofCookie(COOKIE), Duration.ofMinutes(1));
    }

    /** A fresh ticket of an RDP client for this host, whose front is at this port of the loopback. */
    public String rdpClientTicket(UUID to, int port) {
        UUID launch = UUID.randomUUID();
        return ticket(launch, to, port, ClientBinding.ofRdpClient(launch), Duration.ofMinutes(10));
    }

    private String ticket(UUID launch, UUID to, int port, Octets client, Duration validity) {
        Instant now = Instant.now();
        return signer.sign(new Ticket(
                launch,
                site,
                UUID.randomUUID(),
                to,
                "127.0.0.1:" + port,
                client,
                now.minusSeconds(1),
                now.plus(validity),
                now.plus(Duration.ofHours(1))));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("P-256 is missing from this Java runtime", missing);
        }
    }

    private X509Certificate certificate(PublicKey subject, boolean isAuthority, GeneralName[] names) {
        X500Name issuer = new X500Name("CN=Usher bench " + site);
        Instant now = Instant.now();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    isAuthority ? issuer : new X500Name("CN=Usher bench component"),
                    subject);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKeys.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException broken) {
            throw new IllegalStateException("a certificate cannot be made", broken);
        }
    }
}
