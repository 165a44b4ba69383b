package org.usher.broker.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchQueue;
import org.usher.domain.launch.LaunchRefusal;

/** The queue of launches in the database, which all brokers of the site share. All times are the database's. */
public final class JdbcLaunchQueue {

    /** After so long a place in which nobody waits is cleared away. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(30);

    private final JdbcClient database;

    /** Of places in which somebody waits, or did a moment ago. */
    private final String counts;

    public JdbcLaunchQueue(JdbcClient database) {
        this(database, LaunchQueue.ABSENCE);
    }

    /** With another time after which an absent one is passed over. */
    JdbcLaunchQueue(JdbcClient database, Duration absence) {
        this.database = database;
        this.counts = " seen > clock_timestamp() - " + absence.toSeconds() + " * interval '1 second'";
    }

    /** A launch that waits, and whose it is. */
    public record Place(LaunchId launch, UserId user, Set<HostId> hosts) {}

    /** Who waits and came before this launch; everybody who waits when it has no place. */
    public List<LaunchQueue.Waiting> before(SiteId site, LaunchId launch) {
        return database.sql("select launch_id, hosts from launch_queue where site_id = :site and" + counts
                        + " and number < coalesce((select number from launch_queue where launch_id = :launch),"
                        + " 9223372036854775807) order by number")
                .param("site", site.value())
                .param("launch", launch.value())
                .query((row, number) -> new LaunchQueue.Waiting(
                        new LaunchId(row.getObject(1, UUID.class)), hosts(SqlArrays.ids(row.getArray(2)))))
                .list();
    }

    private static Set<HostId> hosts(List<UUID> ids) {
        return ids.stream().map(HostId::new).collect(Collectors.toSet());
    }

    /** Takes the last place, or keeps the one that it has; to be called under the lock of the site's places. */
    public Duration enter(SiteId site, LaunchId launch, Set<HostId> hosts, UUID holder) {
        return database.sql("insert into launch_queue (launch_id, site_id, hosts, holder)"
                        + " values (:launch, :site, :hosts, :holder) on conflict (launch_id) do update"
                        + " set hosts = excluded.hosts, holder = excluded.holder, seen = clock_timestamp()"
                        + " returning extract(epoch from clock_timestamp() - since) * 1000")
                .param("launch", launch.value())
                .param("site", site.value())
                .param("hosts", hosts.stream().map(HostId::value).toArray(UUID[]::new))
                .param("holder", holder)
                .query((row, number) -> Duration.ofMillis(row.getLong(1)))
                .single();
    }

    /** Whether there is a place in which nobody waits; from now on this one does. */
    public boolean takeUp(LaunchId launch, UUID holder) {
        return database.sql("update launch_queue set holder = :holder, seen = clock_timestamp()"
                                + " where launch_id = :launch and (holder is null or not" + counts + ")")
                        .param("launch", launch.value())
                        .param("holder", holder)
                        .update()
                > 0;
    }

    /** Somebody still waits in these places. */
    public void renew(Collection<LaunchId> launches) {
        database.sql("update launch_queue set seen = clock_timestamp() where launch_id = any(:launches)")
                .param("launches", launches.stream().map(LaunchId::value).toArray(UUID[]::new))
                .update();
    }

    /** Everybody who waits, first come first. */
    public List<Place> waiting(SiteId site) {
        return database.sql("select q.launch_id, l.user_id, q.hosts from launch_queue q join launch l"
                        + " on l.id = q.launch_id where q.site_id = :site and" + counts + " order by q.number")
                .param("site", site.value())
                .query((row, number) -> new Place(
                        new LaunchId(row.getObject(1, UUID.class)),
                        new UserId(row.getObject(2, UUID.class)),
                        hosts(SqlArrays.ids(row.getArray(3)))))
                .list();
    }

    /** How many wait before it, and itself. */
    public OptionalInt position(LaunchId launch) {
        return database.sql(
                        "select (select count(*) from launch_queue where site_id = q.site_id and number < q.number and"
                                + counts + ") + 1 from launch_queue q where q.launch_id = :launch")
                .param("launch", launch.value())
                .query((row, number) -> OptionalInt.of(row.getInt(1)))
                .optional()
                .orElse(OptionalInt.empty());
    }

    /** Nobody waits in it until it is taken up again. */
    public void rest(LaunchId launch) {
        database.sql("update launch_queue set holder = null, seen = clock_timestamp() where launch_id = :launch")
                .param("launch", launch.value())
                .update();
    }

    /** Gives the place up. */
    public boolean leave(LaunchId launch) {
        return database.sql("delete from launch_queue where launch_id = :launch")
                        .param("launch", launch.value())
                        .update()
                > 0;
    }

    /** Clears places away to which nobody has come back, and closes the books on their launches. */
    public void sweep() {
        database.sql("""
                        with gone as (delete from launch_queue
                          where seen < clock_timestamp() - :seconds * interval '1 second' returning launch_id)
                        update launch set state = 'failed', reason = :reason from gone
                        where launch.id = gone.launch_id and launch.state = 'pending'
                        """)
                .param("seconds", FORGOTTEN.toSeconds())
                .param("reason", LaunchRefusal.GIVEN_UP.code())
                .update();
    }
}
