package org.usher.broker.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.UserId;
import org.usher.wire.Octets;

/**
 * Signing a client program in by the browser: the page, where somebody has signed in, gives the program a grant, and the
 * program shows with it that it is the one that asked (as PKCE does, RFC 7636 with S256).
 *
 * <p>Who steals a grant on its way lacks the verifier. A grant is used up by the first try, whatever comes of it.
 */
public final class ClientGrants {

    /** The reason code of a grant that is none, is used up or too old, or comes with the wrong verifier. */
    public static final String REFUSED = "grant-refused";

    /** A challenge: the SHA-256 of a verifier, base64url. */
    public static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final Duration VALID = Duration.ofMinutes(2);
    private static final int WORD = 32;

    private final JdbcClient database;
    private final SiteId site;
    private final SecureRandom random;

    public ClientGrants(JdbcClient database, SiteId site, SecureRandom random) {
        this.database = database;
        this.site = site;
        this.random = random;
    }

    /** A grant for this user, to whoever knows what {@code challenge} was made of. */
    public String give(UserId user, String challenge) {
        byte[] word = new byte[WORD];
        random.nextBytes(word);
        String grant = Octets.of(word).text();
        database.sql("insert into client_grant (digest, user_id, challenge, expires)"
                        + " values (:digest, :user, :challenge, now() + :valid * interval '1 second')")
                .param("digest", Octets.digestOf(grant).bytes())
                .param("user", user.value())
                .param("challenge", challenge)
                .param("valid", VALID.toSeconds())
                .update();
        return grant;
    }

    private record Given(UserId user, String challenge) {}

    /** Whose grant this is, if it is good. It is not good again. */
    public Optional<UserId> take(String grant, String verifier) {
        Optional<Given> given = database.sql("""
                        update client_grant g set used = now() from farm_user u
                        where g.digest = :digest and g.used is null and g.expires > now()
                          and u.id = g.user_id and u.site_id = :site and u.enabled
                        returning g.user_id, g.challenge
                        """)
                .param("digest", Octets.digestOf(grant).bytes())
                .param("site", site.value())
                .query((row, number) -> new Given(new UserId(row.getObject(1, UUID.class)), row.getString(2)))
                .optional();
        return given.filter(found -> VERIFIER.matcher(verifier).matches() && proves(verifier, found.challenge()))
                .map(Given::user);
    }

    private static boolean proves(String verifier, String challenge) {
        return MessageDigest.isEqual(
                Octets.digestOf(verifier).text().getBytes(StandardCharsets.US_ASCII),
                challenge.getBytes(StandardCharsets.US_ASCII));
    }

    /** Removes what is too old. */
    public void sweep() {
        database.sql("delete from client_grant where expires < now() - interval '1 hour'")
                .update();
    }
}
