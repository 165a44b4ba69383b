package org.usher.broker.identity;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.wire.Octets;
import org.usher.wire.ticket.ClientBinding;

/**
 * Who is signed in: a random word in a cookie, its digest in the database. A copy of the database signs nobody in.
 */
public final class PortalSessions {

    private static final int WORD = 32;

    private final JdbcClient database;
    private final SiteId site;
    private final SecureRandom random;

    public PortalSessions(JdbcClient database, SiteId site, SecureRandom random) {
        this.database = database;
        this.site = site;
        this.random = random;
    }

    /**
     * Somebody who is signed in.
     *
     * @param client what tickets of this portal session are bound to
     */
    public record PortalSession(Principal principal, String client) {}

    /** Begins a portal session and answers with the word for the cookie. */
    public String begin(UserId user, String address, String userAgent) {
        byte[] word = new byte[WORD];
        random.nextBytes(word);
        String cookie = Octets.of(word).text();
        database.sql("insert into portal_session (digest, client, user_id, address, user_agent)"
                        + " values (:digest, :client, :user, :address, :agent)")
                .param("digest", Octets.digestOf(cookie).bytes())
                .param("client", ClientBinding.ofCookie(cookie).text())
                .param("user", user.value())
                .param("address", address)
                .param("agent", userAgent.length() > 256 ? userAgent.substring(0, 256) : userAgent)
                .update();
        return cookie;
    }

    private record Row(
            UUID user, String name, String displayName, boolean administrator, String client, boolean stale) {}

    /**
     * The portal session with this word. It ends after twelve hours without use, seven days after its beginning, and at
     * once when the user is switched off.
     */
    public Optional<PortalSession> find(String cookie) {
        byte[] digest = Octets.digestOf(cookie).bytes();
        Optional<Row> row = database.sql("""
                        select u.id, u.name, u.display_name, u.administrator, p.client, p.last_used < now() - interval '1 minute'
                        from portal_session p join farm_user u on u.id = p.user_id
                        where p.digest = :digest and u.enabled and u.site_id = :site
                          and p.last_used > now() - interval '12 hours' and p.created > now() - interval '7 days'
                        """)
                .param("digest", digest)
                .param("site", site.value())
                .query((found, number) -> new Row(
                        found.getObject(1, UUID.class),
                        found.getString(2),
                        found.getString(3),
                        found.getBoolean(4),
                        found.getString(5),
                        found.getBoolean(6)))
                .optional();
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Row found = row.get();
        if (found.stale()) {
            // Written once a minute and not with each request: the end after hours needs no more.
            database.sql("update portal_session set last_used = now() where digest = :digest")
                    .param("digest", digest)
                    .update();
        }
        return Optional.of(new PortalSession(
                new Principal(
                        site,
                        new UserId(found.user()),
                        found.name(),
                        found.displayName(),
                        groups(found.user()),
                        found.administrator()),
                found.client()));
    }

    private Set<GroupId> groups(UUID user) {
        return database
                .sql("select group_id from group_member where user_id = :user")
                .param("user", user)
                .query((row, number) -> new GroupId(row.getObject(1, UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Ends the portal session with this word. */
    public void end(String cookie) {
        database.sql("delete from portal_session where digest = :digest")
                .param("digest", Octets.digestOf(cookie).bytes())
                .update();
    }

    /** Ends every portal session of a user and answers with what their tickets were bound to. */
    public List<String> endAll(UserId user) {
        return database.sql("delete from portal_session where user_id = :user returning client")
                .param("user", user.value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Removes what has ended by time. */
    public void sweep() {
        database.sql("delete from portal_session where last_used < now() - interval '12 hours'"
                        + " or created < now() - interval '7 days'")
                .update();
    }
}
