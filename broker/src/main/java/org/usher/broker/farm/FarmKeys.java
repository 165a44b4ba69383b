package org.usher.broker.farm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.Pem;
import org.usher.wire.Octets;
import org.usher.wire.ticket.TicketKeyId;
import org.usher.wire.ticket.TicketSigner;

/** The farm's keys in the database: made at the first start, read at every other. */
public final class FarmKeys {

    private static final String AUTHORITY = "authority";
    private static final String TICKET = "ticket";
    private static final String FILE = "file";
    private static final String CODE = "code";
    private static final int CODE_KEY_BYTES = 32;

    /** Clients take signatures of RSA alone. */
    private static final int FILE_KEY_BITS = 3072;

    private final JdbcClient database;
    private final KeySeal seal;

    public FarmKeys(JdbcClient database, KeySeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /** Whether anything was ever sealed: then the farm key must not be made anew. */
    public static boolean any(JdbcClient database) {
        return database.sql("select count(*) from farm_key").query(Long.class).single() > 0;
    }

    private record Row(String id, Octets publicPart, Octets privatePart) {}

    private List<Row> rows(String kind) {
        return database.sql("select id, public_part, private_part from farm_key where kind = :kind and retired is null"
                        + " order by created")
                .param("kind", kind)
                .query((row, number) ->
                        new Row(row.getString(1), Octets.of(row.getBytes(2)), Octets.of(row.getBytes(3))))
                .list();
    }

    private void keep(String id, String kind, byte[] publicPart, PrivateKey privateKey) {
        keep(id, kind, publicPart, privateKey.getEncoded());
    }

    private void keep(String id, String kind, byte[] publicPart, byte[] secret) {
        database.sql(
                        "insert into farm_key (id, kind, public_part, private_part) values (:id, :kind, :public, :private)")
                .param("id", id)
                .param("kind", kind)
                .param("public", publicPart)
                .param("private", seal.seal(secret, kind + ":" + id))
                .update();
    }

    /** The key of which connect codes are made: the newest one. It has no public part. */
    public Octets codeKey(SecureRandom random) {
        if (rows(CODE).isEmpty()) {
            byte[] fresh = new byte[CODE_KEY_BYTES];
            random.nextBytes(fresh);
            keep(CODE + "-" + Long.toHexString(random.nextLong()), CODE, new byte[0], fresh);
        }
        Row row = rows(CODE).getLast();
        try {
            return Octets.of(seal.open(row.privatePart().bytes(), CODE + ":" + row.id()));
        } catch (GeneralSecurityException wrong) {
            throw cannotBeOpened(row, CODE, wrong);
        }
    }

    private static IllegalStateException cannotBeOpened(Row row, String kind, GeneralSecurityException wrong) {
        return new IllegalStateException(
                "the farm's " + kind + " key " + row.id()
                        + " cannot be opened (expected: the farm key file of this very farm)",
                wrong);
    }

    private PrivateKey open(Row row, String kind, String algorithm) {
        try {
            byte[] encoded = seal.open(row.privatePart().bytes(), kind + ":" + row.id());
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException wrong) {
            throw cannotBeOpened(row, kind, wrong);
        }
    }

    /** The farm's CA. */
    public FarmAuthority authority(UUID site, Instant now, SecureRandom random) {
        List<Row> rows = rows(AUTHORITY);
        if (rows.isEmpty()) {
            KeyPair keys = ComponentIdentity.newKeyPair();
            X509Certificate certificate = FarmAuthority.selfSigned(keys, site, now, random);
            keep(
                    site.toString(),
                    AUTHORITY,
                    Pem.of(certificate).getBytes(StandardCharsets.US_ASCII),
                    keys.getPrivate());
            return new FarmAuthority(keys.getPrivate(), certificate, random);
        }
        Row row = rows.getLast();
        return new FarmAuthority(open(row, AUTHORITY, "EC"), certificate(row), random);
    }

    private static X509Certificate certificate(Row row) {
        return Pem.certificates(new String(row.publicPart().bytes(), StandardCharsets.US_ASCII))
                .getFirst();
    }

    /** The signer of connection files: the newest key. */
    public FileSigner fileSigner(FarmAuthority authority, UUID site, Instant now, SecureRandom random) {
        if (rows(FILE).isEmpty()) {
            KeyPair keys = newFileKey(random);
            X509Certificate certificate = authority.certifyFiles(keys.getPublic(), site, now);
            keep(
                    certificate.getSerialNumber().toString(16),
                    FILE,
                    Pem.of(certificate).getBytes(StandardCharsets.US_ASCII),
                    keys.getPrivate());
        }
        Row row = rows(FILE).getLast();
        return new FileSigner(open(row, FILE, "RSA"), certificate(row), authority.certificate());
    }

    private static KeyPair newFileKey(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(FILE_KEY_BITS, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("RSA is missing from this Java runtime", missing);
        }
    }

    /** The signer of new tickets: the newest key. */
    public TicketSigner ticketSigner(SecureRandom random) {
        if (rows(TICKET).isEmpty()) {
            KeyPair keys = newTicketKey();
            TicketKeyId id = new TicketKeyId(random.nextLong());
            keep(id.text(), TICKET, keys.getPublic().getEncoded(), keys.getPrivate());
        }
        Row row = rows(TICKET).getLast();
        return new TicketSigner(TicketKeyId.ofText(row.id()), open(row, TICKET, "Ed25519"));
    }

    private static KeyPair newTicketKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Ed25519 is missing from this Java runtime", missing);
        }
    }

    /** The public keys by which tickets are checked: key id to SubjectPublicKeyInfo, base64url. */
    public Map<String, String> ticketKeys() {
        Map<String, String> keys = new LinkedHashMap<>();
        rows(TICKET).forEach(row -> keys.put(row.id(), row.publicPart().text()));
        return keys;
    }
}
