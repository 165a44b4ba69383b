package org.usher.broker.store;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.placement.PlacementBook;
import org.usher.domain.placement.PlacementRules;

/** The sites' rules of placement: a few columns of the site's row. */
public final class JdbcPlacementRules implements PlacementBook {

    private final JdbcClient database;

    public JdbcPlacementRules(JdbcClient database) {
        this.database = database;
    }

    @Override
    public PlacementRules of(SiteId site) {
        return database.sql("select placement_method, sessions_weight, cpu_weight, memory_weight, dead_seconds,"
                        + " report_seconds, logons_per_host, queue_seconds from site where id = :site")
                .param("site", site.value())
                .query((row, number) -> new PlacementRules(
                        Words.to(PlacementRules.Method.class, row.getString(1)),
                        row.getDouble(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        Duration.ofSeconds(row.getInt(5)),
                        Duration.ofSeconds(row.getInt(6)),
                        row.getInt(7),
                        Duration.ofSeconds(row.getInt(8))))
                .single();
    }

    /** Puts these rules in the place of the site's. */
    public void change(SiteId site, PlacementRules rules) {
        database.sql("update site set placement_method = :method, sessions_weight = :sessions, cpu_weight = :cpu,"
                        + " memory_weight = :memory, dead_seconds = :dead, report_seconds = :report,"
                        + " logons_per_host = :logons, queue_seconds = :queue where id = :site")
                .param("site", site.value())
                .param("method", Words.of(rules.method()))
                .param("sessions", rules.sessionsWeight())
                .param("cpu", rules.cpuWeight())
                .param("memory", rules.memoryWeight())
                .param("dead", rules.deadTime().toSeconds())
                .param("report", rules.reportEvery().toSeconds())
                .param("logons", rules.logonsPerHost())
                .param("queue", rules.queueTime().toSeconds())
                .update();
    }
}
