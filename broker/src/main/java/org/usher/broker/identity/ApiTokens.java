package org.usher.broker.identity;

import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.wire.Octets;

/** Words with which programs act as an administrator. The command line's own lies in a file that only root can read. */
public final class ApiTokens {

    private static final int WORD = 32;

    private final JdbcClient database;
    private final SiteId site;
    private final SecureRandom random;

    public ApiTokens(JdbcClient database, SiteId site, SecureRandom random) {
        this.database = database;
        this.site = site;
        this.random = random;
    }

    /** A new token with this name, which takes the place of an older one of the same name. */
    public String create(String name) {
        byte[] word = new byte[WORD];
        random.nextBytes(word);
        String token = "usher-token." + Octets.of(word).text();
        database.sql("delete from api_token where site_id = :site and name = :name")
                .param("site", site.value())
                .param("name", name)
                .update();
        database.sql("insert into api_token (digest, site_id, name) values (:digest, :site, :name)")
                .param("digest", Octets.digestOf(token).bytes())
                .param("site", site.value())
                .param("name", name)
                .update();
        return token;
    }

    /** The name of this token, if it is one. */
    public Optional<String> find(String token) {
        return database.sql("select name from api_token where digest = :digest and site_id = :site")
                .param("digest", Octets.digestOf(token).bytes())
                .param("site", site.value())
                .query(String.class)
                .optional();
    }
}
