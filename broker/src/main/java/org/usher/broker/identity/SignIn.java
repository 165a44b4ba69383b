package org.usher.broker.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.broker.store.JdbcPeople;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.LockOut;

/** Signing in with a name and a password of the farm's own. */
public final class SignIn {

    /** The reason code of a wrong name or password; which of the two is not told. */
    public static final String FAILED = "sign-in-failed";

    /** The reason code of one try too many, for a name or from an address. */
    public static final String TOO_MANY = "sign-in-too-many";

    /** Names that users may be given. */
    public static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

    /** {@link #NAME} in words. */
    public static final String NAME_EXPECTED =
            "1 to 64 letters, digits, dots, hyphens, underscores or @, beginning with a letter or digit";

    private static final int MAX_NAME = 128;

    private final JdbcClient database;
    private final JdbcPeople people;
    private final Passwords passwords;
    private final SignInLimits limits;
    private final LockOut lockOut;
    private final AuditLog audit;
    private final SiteId site;

    public SignIn(
            JdbcClient database,
            JdbcPeople people,
            Passwords passwords,
            SignInLimits limits,
            LockOut lockOut,
            AuditLog audit,
            SiteId site) {
        this.database = database;
        this.people = people;
        this.passwords = passwords;
        this.limits = limits;
        this.lockOut = lockOut;
        this.audit = audit;
        this.site = site;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /** The right person. */
    public record Welcome(JdbcPeople.User user) implements Outcome {}

    /** The wrong name or password, or a user who is switched off. */
    public record Failed() implements Outcome {}

    /** Too many tries; the next one may come after this time. */
    public record TooMany(Duration retryAfter) implements Outcome {}

    /** Tries. Every outcome is kept for audit; no outcome but the first tells whether there is such a user. */
    public Outcome signIn(String name, String password, String address) {
        Optional<Duration> refused = limits.refuse(address);
        String typed = name.strip();
        if (refused.isPresent()) {
            audit.record(AuditFact.refused(site, shown(typed), address, "user.sign-in", shown(typed), TOO_MANY));
            return new TooMany(refused.get());
        }
        if (typed.isEmpty() || typed.length() > MAX_NAME) {
            audit.record(AuditFact.refused(site, shown(typed), address, "user.sign-in", shown(typed), FAILED));
            return new Failed();
        }
        Optional<Duration> closed = closedFor(typed);
        if (closed.isPresent()) {
            audit.record(AuditFact.refused(site, typed, address, "user.sign-in", typed, TOO_MANY));
            return new TooMany(closed.get());
        }
        Optional<JdbcPeople.Credentials> credentials = people.credentials(site, typed);
        boolean right = credentials
                .map(found -> passwords.matches(password, found.passwordHash())
                        && found.user().enabled())
                .orElseGet(() -> {
                    passwords.pretend(password);
                    return false;
                });
        if (!right) {
            countFailure(typed);
            audit.record(AuditFact.refused(site, typed, address, "user.sign-in", typed, FAILED));
            return new Failed();
        }
        JdbcPeople.User user = credentials.orElseThrow().user();
        forgiveFailures(user.name());
        limits.succeeded(address);
        database.sql("update farm_user set last_sign_in = now() where id = :id")
                .param("id", user.id().value())
                .update();
        audit.record(AuditFact.done(site, user.name(), address, "user.sign-in", user.name()));
        return new Welcome(user);
    }

    private static String shown(String name) {
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private Optional<Duration> closedFor(String name) {
        return database.sql("select extract(epoch from closed_until - now()) from sign_in_failure"
                        + " where site_id = :site and name = :name and closed_until > now()")
                .param("site", site.value())
                .param("name", key(name))
                .query(Double.class)
                .optional()
                .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private record Failures(int count, Instant at) {}

    private void countFailure(String name) {
        Failures failures = database.sql("""
                        insert into sign_in_failure as f (site_id, name, failures, closed_until, last_failure)
                        values (:site, :name, 1, now(), now())
                        on conflict (site_id, name) do update set last_failure = now(),
                          failures = case when f.last_failure < now() - interval '1 day' then 1 else f.failures + 1 end
                        returning failures, last_failure
                        """)
                .param("site", site.value())
                .param("name", key(name))
                .query((row, number) ->
                        new Failures(row.getInt(1), row.getTimestamp(2).toInstant()))
                .single();
        database.sql("update sign_in_failure set closed_until = :until where site_id = :site and name = :name")
                .param("site", site.value())
                .param("name", key(name))
                .param("until", java.sql.Timestamp.from(lockOut.closedUntil(failures.count(), failures.at())))
                .update();
    }

    /** Opens a name that was closed after wrong passwords. */
    public void forgiveFailures(String name) {
        database.sql("delete from sign_in_failure where site_id = :site and name = :name")
                .param("site", site.value())
                .param("name", key(name))
                .update();
    }
}
