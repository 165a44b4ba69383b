package org.usher.broker.farm;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.UUID;
import org.usher.link.identity.ComponentIdentity;

/** A signer of connection files with a CA of its own, and no database. */
public final class FileSigners {

    private final FarmAuthority authority;
    private final FileSigner signer;

    public FileSigners() {
        try {
            SecureRandom random = new SecureRandom();
            UUID site = UUID.randomUUID();
            Instant now = Instant.now();
            KeyPair keys = ComponentIdentity.newKeyPair();
            authority = new FarmAuthority(keys.getPrivate(), FarmAuthority.selfSigned(keys, site, now, random), random);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048, random);
            KeyPair files = generator.generateKeyPair();
            signer = new FileSigner(
                    files.getPrivate(), authority.certifyFiles(files.getPublic(), site, now), authority.certificate());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("RSA is missing from this Java runtime", missing);
        }
    }

    /** A certificate that nobody but itself speaks for. */
    public static X509Certificate selfSigned(KeyPair keys) {
        return FarmAuthority.selfSigned(keys, UUID.randomUUID(), Instant.now(), new SecureRandom());
    }

    public FileSigner signer() {
        return signer;
    }

    public X509Certificate authority() {
        return authority.certificate();
    }
}
