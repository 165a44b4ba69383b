package org.usher.broker.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.hosts.HostId;
import org.usher.domain.publishing.PerHost;
import org.usher.domain.publishing.PublishedResource;
import org.usher.link.Json;

/** What is different about resources on some hosts. */
final class ResourceOnHosts {

    private ResourceOnHosts() {}

    /** As the database puts it into one value; null is as everywhere. */
    private record Row(
            UUID host,
            @Nullable String target,
            @Nullable List<String> arguments,
            @Nullable String startIn) {

        PerHost different() {
            return new PerHost(
                    new HostId(host),
                    Optional.ofNullable(target),
                    Optional.ofNullable(arguments),
                    Optional.ofNullable(startIn));
        }
    }

    static List<PerHost> read(@Nullable String rows) {
        return rows == null
                ? List.of()
                : List.of(Json.read(rows, Row[].class)).stream()
                        .map(Row::different)
                        .toList();
    }

    /** Writes down what is different now. To be called in the transaction that saves the resource. */
    static void replace(JdbcClient database, PublishedResource resource) {
        database.sql("delete from resource_on_host where resource_id = :id")
                .param("id", resource.id().value())
                .update();
        for (PerHost different : resource.perHost()) {
            int written = database.sql("""
                            insert into resource_on_host (resource_id, host_id, target, arguments, start_in)
                            select :id, h.id, :target, :arguments::text[], :startIn from host h
                            where h.site_id = :site and h.id = :host
                            """)
                    .param("id", resource.id().value())
                    .param("site", resource.site().value())
                    .param("host", different.host().value())
                    .param("target", different.target().orElse(null))
                    .param(
                            "arguments",
                            different
                                    .arguments()
                                    .map(words -> words.toArray(String[]::new))
                                    .orElse(null))
                    .param("startIn", different.startIn().orElse(null))
                    .update();
            if (written == 0) {
                throw new DataIntegrityViolationException(
                        "host " + different.host() + " is not there (expected: the site's)");
            }
        }
    }
}
