package org.usher.broker.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.link.Json;

/** The audit log as a table that is only added to; each fact also goes to the process's log. */
public final class JdbcAudit implements AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("audit");

    private final JdbcClient database;

    public JdbcAudit(JdbcClient database) {
        this.database = database;
    }

    @Override
    public void record(AuditFact fact) {
        database.sql("insert into audit (site_id, actor, address, action, object, outcome, reason, details)"
                        + " values (:site, :actor, :address, :action, :object, :outcome, :reason, :details::jsonb)")
                .param("site", fact.site().value())
                .param("actor", fact.actor())
                .param("address", fact.address())
                .param("action", fact.action())
                .param("object", fact.object())
                .param("outcome", Words.of(fact.outcome()))
                .param("reason", fact.reason().orElse(""))
                .param("details", Json.write(fact.details()))
                .update();
        LOG.info(
                "{} {} {} by {} from {}{}",
                Words.of(fact.outcome()),
                fact.action(),
                fact.object(),
                fact.actor(),
                fact.address().isEmpty() ? "-" : fact.address(),
                fact.reason().map(reason -> ": " + reason).orElse(""));
    }

    /** A fact as it was kept. */
    public record Entry(
            long id,
            Instant at,
            String actor,
            String address,
            String action,
            String object,
            String outcome,
            String reason,
            Map<?, ?> details) {}

    /**
     * The latest facts.
     *
     * @param before only facts older than the one with this id
     * @param actor only facts of this actor
     * @param action only facts whose action begins so
     */
    public List<Entry> latest(
            SiteId site, int limit, Optional<Long> before, Optional<String> actor, Optional<String> action) {
        return database.sql("select id, at, actor, address, action, object, outcome, reason, details::text from audit"
                        + " where site_id = :site and id < :before and (:actor = '' or lower(actor) = lower(:actor))"
                        + " and starts_with(action, :action) order by id desc limit :limit")
                .param("site", site.value())
                .param("before", before.orElse(Long.MAX_VALUE))
                .param("actor", actor.orElse(""))
                .param("action", action.orElse(""))
                .param("limit", limit)
                .query((row, number) -> new Entry(
                        row.getLong(1),
                        row.getTimestamp(2).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        Json.read(row.getString(9), Map.class)))
                .list();
    }
}
