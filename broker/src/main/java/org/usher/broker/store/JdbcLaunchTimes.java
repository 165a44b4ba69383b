package org.usher.broker.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;

/** How long the stages of launches take, host by host. */
public final class JdbcLaunchTimes {

    private final JdbcClient database;

    public JdbcLaunchTimes(JdbcClient database) {
        this.database = database;
    }

    /**
     * One stage on one host.
     *
     * @param p50 half of the launches needed no longer, in milliseconds
     * @param p95 95 of 100 launches needed no longer, in milliseconds
     * @param count of how many launches
     */
    public record StageTimes(HostId host, String name, String stage, long p50, long p95, long count) {}

    /** What the launches of the last time took; stages that failed are left out. */
    public List<StageTimes> over(SiteId site, Duration last) {
        return database.sql("""
                        select l.host_id, h.name, s.stage,
                          percentile_cont(array[0.5, 0.95]) within group (order by s.spent_ms), count(*)
                        from launch l join launch_stage s on s.launch_id = l.id join host h on h.id = l.host_id
                        where l.site_id = :site and l.at > now() - :seconds * interval '1 second'
                          and s.failure = '' and s.spent_ms is not null
                        group by l.host_id, h.name, s.stage order by h.name, l.host_id
                        """)
                .param("site", site.value())
                .param("seconds", last.toSeconds())
                .query((row, number) -> read(row))
                .list();
    }

    private static StageTimes read(ResultSet row) throws SQLException {
        Array percentiles = row.getArray(4);
        Double[] of = (Double[]) percentiles.getArray();
        return new StageTimes(
                new HostId(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getString(3),
                Math.round(of[0]),
                Math.round(of[1]),
                row.getLong(5));
    }
}
