package org.usher.broker.store;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.wire.Octets;

/** Icons by the digest of their bytes, so that the same picture is kept once and may be cached for ever. */
public final class JdbcIcons {

    private final JdbcClient database;

    public JdbcIcons(JdbcClient database) {
        this.database = database;
    }

    /** A picture with its media type. */
    public record Icon(String type, Octets data) {}

    /** Keeps a picture and answers with its digest. */
    public String keep(Icon icon) {
        String digest = Octets.digestOf(icon.data().bytes()).text();
        database.sql("insert into icon (digest, type, data) values (:digest, :type, :data) on conflict do nothing")
                .param("digest", digest)
                .param("type", icon.type())
                .param("data", icon.data().bytes())
                .update();
        return digest;
    }

    /** The picture with this digest. */
    public Optional<Icon> find(String digest) {
        return database.sql("select type, data from icon where digest = :digest")
                .param("digest", digest)
                .query((row, number) -> new Icon(row.getString(1), Octets.of(row.getBytes(2))))
                .optional();
    }
}
