package org.usher.broker.farm;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.link.client.Joining;
import org.usher.link.identity.Pem;
import org.usher.link.join.JoinAnswer;
import org.usher.link.join.JoinRequest;
import org.usher.link.join.JoinToken;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

/** Gives out join tokens and takes them back for certificates, each once. */
public final class JoinDesk {

    /** The reason code of a token that is unknown, used or expired; which of them is not told. */
    public static final String TOKEN_REFUSED = "join-token-refused";

    private static final int SECRET = 32;
    private static final int MAX_ADDRESSES = 16;
    private static final int P256_BITS = 256;

    /** Host names and addresses that may stand in a certificate and in a ticket. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?|::1");

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,62}");

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final FarmAuthority authority;
    private final SiteId site;
    private final List<String> brokers;
    private final AuditLog audit;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Supplier<UUID> ids;

    /**
     * @param brokers where new components reach the brokers of the site, as host and port
     */
    public JoinDesk(
            JdbcClient database,
            TransactionTemplate transaction,
            FarmAuthority authority,
            SiteId site,
            List<String> brokers,
            AuditLog audit,
            InstantSource clock,
            SecureRandom random,
            Supplier<UUID> ids) {
        this.database = database;
        this.transaction = transaction;
        this.authority = authority;
        this.site = site;
        this.brokers = List.copyOf(brokers);
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.ids = ids;
    }

    /** Whether this is a host name or an IP address by its form. */
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** A new token, good for one machine. */
    public JoinToken newToken(ComponentRole role, Duration validity) {
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        Instant expires = clock.instant().plus(validity);
        database.sql(
                        "insert into join_token (digest, site_id, role, expires) values (:digest, :site, :role, now() + :seconds"
                                + " * interval '1 second')")
                .param("digest", Octets.digestOf(secret).bytes())
                .param("site", site.value())
                .param("role", role.word())
                .param("seconds", validity.toSeconds())
                .update();
        return new JoinToken(
                brokers, Joining.fingerprint(authority.certificate()), site.value(), role, expires, Octets.of(secret));
    }

    /** What is wrong with a request to join; the message is for the person at the new machine. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Takes a machine into the farm. The token is used up only when all the rest is right. */
    public JoinAnswer join(JoinRequest request, String address) throws RefusedException {
        requireFormed(request);
        Octets secret = secret(request);
        PublicKey publicKey = provenKey(request, secret);
        UUID id = ids.get();
        Optional<JoinAnswer> answer = transaction.execute(status -> admit(request, secret, publicKey, id));
        if (answer == null || answer.isEmpty()) {
            audit.record(
                    AuditFact.refused(site, request.name(), address, "component.join", request.name(), TOKEN_REFUSED));
            throw new RefusedException(
                    "join token: unknown, used or expired (make a new one in the console under Hosts,"
                            + " or with `usher join-token`)");
        }
        audit.record(AuditFact.done(site, request.name(), address, "component.join", request.name())
                .with(Map.of("component", id.toString())));
        return answer.get();
    }

    private Optional<JoinAnswer> admit(JoinRequest request, Octets secret, PublicKey publicKey, UUID id) {
        Optional<String> role = database.sql(
                        "update join_token set used = now() where digest = :digest and site_id = :site"
                                + " and used is null and expires > now() returning role")
                .param("digest", Octets.digestOf(secret.bytes()).bytes())
                .param("site", site.value())
                .query(String.class)
                .optional();
        if (role.isEmpty()) {
            return Optional.empty();
        }
        ComponentRole componentRole = ComponentRole.ofWord(role.get()).orElseThrow();
        X509Certificate certificate = authority.certify(
                new ComponentName(site.value(), componentRole, id), publicKey, request.addresses(), clock.instant());
        register(id, componentRole, request.name(), certificate, request.version());
        if (componentRole == ComponentRole.HOST) {
            database.sql("insert into host (id, site_id, name, address) values (:id, :site, :name, :address)")
                    .param("id", id)
                    .param("site", site.value())
                    .param("name", request.name())
                    .param("address", request.addresses().getFirst())
                    .update();
        }
        return Optional.of(new JoinAnswer(Pem.of(certificate), Pem.of(authority.certificate())));
    }

    /** Writes a component into the registry. */
    public void register(UUID id, ComponentRole role, String name, X509Certificate certificate, String version) {
        database.sql(
                        "insert into component (id, site_id, role, name, serial, certificate, certificate_expires, version)"
                                + " values (:id, :site, :role, :name, :serial, :certificate, :expires, :version)")
                .param("id", id)
                .param("site", site.value())
                .param("role", role.word())
                .param("name", name)
                .param("serial", certificate.getSerialNumber().toString(16))
                .param("certificate", Joining.fingerprint(certificate).bytes())
                .param("expires", Timestamp.from(certificate.getNotAfter().toInstant()))
                .param("version", version)
                .update();
    }

    private static void requireFormed(JoinRequest request) throws RefusedException {
        if (!NAME.matcher(request.name()).matches()) {
            throw new RefusedException(
                    "name: " + request.name() + " (expected: 1 to 63 letters, digits, spaces, dots, hyphens)");
        }
        if (request.addresses().isEmpty() || request.addresses().size() > MAX_ADDRESSES) {
            throw new RefusedException(
                    "addresses: " + request.addresses().size() + " (expected: 1 to " + MAX_ADDRESSES + ")");
        }
        for (String address : request.addresses()) {
            if (!isAddress(address)) {
                throw new RefusedException("address: " + address + " (expected: a host name or an IP address)");
            }
        }
    }

    private static Octets secret(JoinRequest request) throws RefusedException {
        try {
            return Octets.ofText(request.secret());
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException("join token: damaged (expected: the whole word, copied in one piece)");
        }
    }

    /** The key to certify, once it is shown that the other side has its private half. */
    private static PublicKey provenKey(JoinRequest request, Octets secret) throws RefusedException {
        try {
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(
                            Octets.ofText(request.publicKey()).bytes()));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(key);
            signature.update(secret.bytes());
            boolean proven = signature.verify(Octets.ofText(request.proof()).bytes());
            if (proven
                    && key instanceof ECPublicKey ec
                    && ec.getParams().getOrder().bitLength() == P256_BITS) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            throw new RefusedException("key: cannot be read (expected: an EC key on P-256 with its proof)");
        }
        throw new RefusedException(
                "key: not proven (expected: an EC key on P-256 with a signature by its private half)");
    }
}
