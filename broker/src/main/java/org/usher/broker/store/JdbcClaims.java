package org.usher.broker.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.Sessions;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.GatewayReport.Carried;

/**
 * What gateways ask and tell of launches: who brings a connect code, who may be carried to an unmanaged host, and who still
 * is.
 *
 * <p>INVARIANT: a launch on an unmanaged host is claimed for the first time once. One conditional update decides, whichever
 * gateways and brokers ask at the same moment.
 */
public final class JdbcClaims {

    /** How long a claimed launch may come back, as with a ticket. */
    private static final String RETURNS = "interval '24 hours'";

    /** A session that no gateway has named for so long is shown as one that nobody sees. */
    private static final int QUIET_SECONDS = 10;

    /** A session that no gateway has named for so long has ended. */
    private static final int GONE_SECONDS = 60;

    private static final String ALIVE = " and s.id = l.session_id and s.state <> 'ended' and l.revoked is null"
            + " and l.state in ('connecting', 'running')";

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    public JdbcClaims(JdbcClient database, TransactionTemplate transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /**
     * A launch that is good.
     *
     * @param at when the click came
     * @param policy the fingerprint of its session's policy
     */
    public record Good(LaunchId launch, UserId user, SessionId session, HostId host, Instant at, String policy) {}

    private static final String GOOD = " l.id, l.user_id, s.id, s.host_id, l.at, s.policy";

    private static Good read(ResultSet row) throws SQLException {
        return new Good(
                new LaunchId(row.getObject(1, UUID.class)),
                new UserId(row.getObject(2, UUID.class)),
                new SessionId(row.getObject(3, UUID.class)),
                new HostId(row.getObject(4, UUID.class)),
                row.getTimestamp(5).toInstant(),
                row.getString(6));
    }

    /** The launch whose connect code has this digest, while it may be used or come back. */
    public Optional<Good> find(SiteId site, String codeDigest) {
        return database.sql("select" + GOOD + " from launch l, session s where l.site_id = :site and l.code = :code"
                        + ALIVE + " and l.at > now() - " + RETURNS)
                .param("site", site.value())
                .param("code", codeDigest)
                .query((row, number) -> read(row))
                .optional();
    }

    /** What came of a claim. */
    public sealed interface Claim {}

    /**
     * The launch is the gateway's to carry.
     *
     * @param first whether nobody had claimed it before
     */
    public record Taken(Good launch, boolean first) implements Claim {}

    /** It is not. */
    public record Refused(String code) implements Claim {}

    /** Claims a launch on an unmanaged host. */
    public Claim claim(SiteId site, LaunchId launch, String address, boolean again) {
        Claim claim = transaction.execute(status -> claimInOneStep(site, launch, address, again));
        return claim == null ? new Refused(ClaimLaunch.UNKNOWN) : claim;
    }

    private Claim claimInOneStep(SiteId site, LaunchId launch, String address, boolean again) {
        Optional<Good> first = database.sql("update launch l set claimed = now(), claimed_address = :address,"
                        + " state = 'running' from session s, host h where l.id = :id and l.site_id = :site" + ALIVE
                        + " and h.id = s.host_id and h.kind = 'unmanaged' and l.claimed is null"
                        + " and l.at > now() - l.opens_seconds * interval '1 second' returning" + GOOD)
                .param("id", launch.value())
                .param("site", site.value())
                .param("address", address)
                .query((row, number) -> read(row))
                .optional();
        if (first.isPresent()) {
            carried(first.get().session(), address);
            return new Taken(first.get(), true);
        }
        return claimAgain(site, launch, address, again);
    }

    private record Before(Good launch, boolean claimed, boolean addressed, String address) {}

    private Claim claimAgain(SiteId site, LaunchId launch, String address, boolean again) {
        Optional<Before> before = database.sql("select" + GOOD + ", l.claimed is not null, l.address_bound,"
                        + " l.claimed_address from launch l, session s, host h where l.id = :id and l.site_id = :site"
                        + ALIVE + " and h.id = s.host_id and h.kind = 'unmanaged' and l.at > now() - " + RETURNS)
                .param("id", launch.value())
                .param("site", site.value())
                .query((row, number) -> new Before(read(row), row.getBoolean(7), row.getBoolean(8), row.getString(9)))
                .optional();
        if (before.isEmpty()) {
            return new Refused(ClaimLaunch.UNKNOWN);
        }
        Before known = before.get();
        if (!known.claimed() || !again) {
            return new Refused(ClaimLaunch.USED);
        }
        if (known.addressed() && !known.address().equals(address)) {
            return new Refused(ClaimLaunch.OTHER_CLIENT);
        }
        carried(known.launch().session(), address);
        return new Taken(known.launch(), false);
    }

    private void carried(SessionId session, String address) {
        database.sql("update session set state = 'active', carried = now(), address = :address where id = :id")
                .param("id", session.value())
                .param("address", address)
                .update();
    }

    /**
     * What a gateway's list changes.
     *
     * @param changed the users whose sessions have changed
     * @param ended the launches in the list that nobody may be carried for any more
     */
    public record Kept(List<UserId> changed, List<UUID> ended) {}

    /** Keeps the sessions alive whose connections a gateway carries. */
    public Kept keep(SiteId site, List<Carried> carried) {
        if (carried.isEmpty()) {
            return new Kept(List.of(), List.of());
        }
        Kept kept = transaction.execute(status -> new Kept(
                carried.stream()
                        .flatMap(one -> keepOne(site, one).stream())
                        .distinct()
                        .toList(),
                ended(site, carried)));
        return kept == null ? new Kept(List.of(), List.of()) : kept;
    }

    private Optional<UserId> keepOne(SiteId site, Carried one) {
        comeBack(site, one);
        Optional<State> before = database.sql("select s.id, s.user_id, s.state from launch l, session s, host h"
                        + " where l.id = :id and l.site_id = :site and l.claimed is not null" + ALIVE
                        + " and h.id = s.host_id and h.kind = 'unmanaged'")
                .param("id", one.launch())
                .param("site", site.value())
                .query((row, number) -> new State(
                        new SessionId(row.getObject(1, UUID.class)),
                        new UserId(row.getObject(2, UUID.class)),
                        row.getString(3)))
                .optional();
        before.ifPresent(state -> carried(state.session(), one.address()));
        return before.filter(state -> !state.state().equals("active")).map(State::user);
    }

    private record State(SessionId session, UserId user, String state) {}

    /** Brokers were away for longer than a session lasts, and the gateway went on: it was given up too soon. */
    private void comeBack(SiteId site, Carried one) {
        database.sql("""
                        update session s set state = 'disconnected', ended = null, reason = '' from launch l
                        where l.id = :id and l.site_id = :site and s.id = l.session_id and l.claimed is not null
                          and l.revoked is null and s.state = 'ended' and s.reason = :reason
                          and not exists (select 1 from session o where o.state <> 'ended' and o.site_id = s.site_id
                            and o.user_id = s.user_id and ((o.kind = s.kind and o.policy = s.policy) or o.host_id = s.host_id))
                        """)
                .param("id", one.launch())
                .param("site", site.value())
                .param("reason", Sessions.NOT_CARRIED)
                .update();
    }

    private List<UUID> ended(SiteId site, List<Carried> carried) {
        UUID[] ids = carried.stream().map(Carried::launch).toArray(UUID[]::new);
        return database.sql("select u from unnest(:ids) u where not exists (select 1 from launch l, session s"
                        + " where l.id = u and l.site_id = :site" + ALIVE + ")")
                .param("ids", ids)
                .param("site", site.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Takes note of the sessions that no gateway names any more. */
    public List<UserId> expireCarried() {
        List<UserId> gone = byCarried(
                "state = 'ended', ended = now(), reason = :reason",
                "in ('active', 'disconnected')",
                GONE_SECONDS,
                Sessions.NOT_CARRIED);
        List<UserId> quiet = byCarried("state = 'disconnected'", "= 'active'", QUIET_SECONDS, null);
        return java.util.stream.Stream.concat(gone.stream(), quiet.stream())
                .distinct()
                .toList();
    }

    /** {@code change} and {@code states} are words of this class, and stand in the statement as they are. */
    private List<UserId> byCarried(String change, String states, int seconds, @Nullable String reason) {
        JdbcClient.StatementSpec statement = database.sql("update session s set " + change + " from host h"
                        + " where h.id = s.host_id and h.kind = 'unmanaged' and s.state " + states
                        + " and s.carried < now() - :seconds * interval '1 second' returning s.user_id")
                .param("seconds", seconds);
        return (reason == null ? statement : statement.param("reason", reason))
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Takes their way back from the launches of a portal session that is over. */
    public void revoke(String portal) {
        database.sql("update launch set revoked = now() where portal = :portal and revoked is null")
                .param("portal", portal)
                .update();
    }

    /** A launch by a file that may still be used or come back. */
    public record OpenFile(LaunchId launch, HostId host) {}

    /** Takes their way back from all of a user's files, and answers with those that a front may know of. */
    public List<OpenFile> revokeFiles(UserId user) {
        return database
                .sql("update launch l set revoked = now() from host h where h.id = l.host_id and l.user_id = :user"
                        + " and l.client = 'rdp' and l.revoked is null and l.at > now() - " + RETURNS
                        + " and l.state in ('pending', 'connecting', 'running') returning l.id, h.id, h.kind")
                .param("user", user.value())
                .query((row, number) -> row.getString(3).equals("managed")
                        ? Optional.of(new OpenFile(
                                new LaunchId(row.getObject(1, UUID.class)), new HostId(row.getObject(2, UUID.class))))
                        : Optional.<OpenFile>empty())
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }
}
