package org.usher.broker.farm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.publishing.ResourceId;

/** The passwords of the service accounts that open network folders, sealed with the farm key. */
public final class SharePasswords {

    /** The longest password, in characters; Windows takes no longer one. */
    public static final int LONGEST = 256;

    private final JdbcClient database;
    private final KeySeal seal;

    public SharePasswords(JdbcClient database, KeySeal seal) {
        this.database = database;
        this.seal = seal;
    }

    private static String purpose(ResourceId resource) {
        return "share:" + resource;
    }

    /** Keeps the password of a folder's account. */
    public void keep(ResourceId resource, String password) {
        database.sql("update resource set account_password = :sealed where id = :id")
                .param("sealed", seal.seal(password.getBytes(StandardCharsets.UTF_8), purpose(resource)))
                .param("id", resource.value())
                .update();
    }

    /** Forgets it: the folder is opened in another way now. */
    public void forget(ResourceId resource) {
        database.sql("update resource set account_password = null where id = :id")
                .param("id", resource.value())
                .update();
    }

    /** Whether there is one. */
    public boolean has(ResourceId resource) {
        return kept(resource).isPresent();
    }

    private Optional<byte[]> kept(ResourceId resource) {
        return database.sql("select account_password from resource where id = :id and account_password is not null")
                .param("id", resource.value())
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    /** The password, for the order to the host that opens the folder. */
    public Optional<String> of(ResourceId resource) {
        return kept(resource).map(kept -> {
            try {
                return new String(seal.open(kept, purpose(resource)), StandardCharsets.UTF_8);
            } catch (GeneralSecurityException wrong) {
                throw new IllegalStateException(
                        "the password of the account of folder " + resource
                                + " cannot be read (expected: sealed with this farm's key; give it again in the console)",
                        wrong);
            }
        });
    }
}
