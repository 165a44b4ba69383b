package org.usher.link.client;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTls;
import org.usher.link.identity.FarmTrust;
import org.usher.link.identity.Pem;
import org.usher.link.identity.ServerJudge;
import org.usher.link.join.JoinAnswer;
import org.usher.link.join.JoinRequest;
import org.usher.link.join.JoinToken;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

/** Joining the farm with a token: a new key, certified by a broker that proves itself by the token's fingerprint. */
public final class Joining {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Joining() {}

    /**
     * Joins, and keeps the identity in {@code directory}.
     *
     * @param name what people shall call the component
     * @param addresses host names and IP addresses under which others reach it
     * @throws LinkException when no broker could be reached, or the token was refused
     * @throws IOException when the identity cannot be kept
     */
    public static ComponentIdentity join(
            JoinToken token,
            ComponentRole role,
            String name,
            List<String> addresses,
            String version,
            Path directory,
            Instant now)
            throws LinkException, IOException, InterruptedException {
        if (token.role() != role) {
            throw LinkException.refusal(
                    "the join token is for a " + token.role().word() + " (expected: one for a " + role.word() + ")",
                    400);
        }
        if (now.isAfter(token.expires())) {
            throw LinkException.refusal("the join token expired at " + token.expires() + " (make a new one)", 400);
        }
        KeyPair keys = ComponentIdentity.newKeyPair();
        JoinRequest request = new JoinRequest(
                token.secret().text(),
                name,
                Octets.of(keys.getPublic().getEncoded()).text(),
                Octets.of(proof(keys, token.secret())).text(),
                addresses,
                version);
        try (BrokerClient client = new BrokerClient(token.brokers(), FarmTls.anonymous(new ByFingerprint(token)))) {
            JoinAnswer answer = client.post("/link/v1/join", request, JoinAnswer.class, PATIENCE);
            X509Certificate authority = Pem.certificates(answer.authority()).getFirst();
            if (!fingerprint(authority).equals(token.authority())) {
                throw LinkException.refusal("the broker answered with another CA than the token names", 400);
            }
            ComponentIdentity identity = new ComponentIdentity(
                    keys.getPrivate(), Pem.certificates(answer.certificate()).getFirst(), authority);
            identity.save(directory);
            return identity;
        }
    }

    /** SHA-256 of a certificate. */
    public static Octets fingerprint(X509Certificate certificate) {
        try {
            return Octets.digestOf(certificate.getEncoded());
        } catch (CertificateException broken) {
            throw new IllegalStateException("certificate without an encoding", broken);
        }
    }

    private static byte[] proof(KeyPair keys, Octets secret) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(secret.bytes());
            return signature.sign();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("ECDSA is missing from this Java runtime", missing);
        }
    }

    /** Trusts a broker of the farm whose CA, sent along in the chain, has the token's fingerprint. */
    private static final class ByFingerprint extends ServerJudge {

        private final JoinToken token;

        ByFingerprint(JoinToken token) {
            this.token = token;
        }

        @Override
        protected void judge(X509Certificate[] certificates, String authType) throws CertificateException {
            X509Certificate authority = certificates[certificates.length - 1];
            if (!fingerprint(authority).equals(token.authority())) {
                throw new CertificateException("this is not the farm that the join token is for");
            }
            new FarmTrust(authority, this::isBroker).checkServerTrusted(certificates, authType);
        }

        private boolean isBroker(ComponentName name) {
            return name.role() == ComponentRole.BROKER && name.site().equals(token.site());
        }
    }
}
