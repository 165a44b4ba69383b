package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.broker.store.JdbcSites;
import org.usher.domain.farm.SiteId;
import org.usher.wire.component.ComponentName;

/** Where clients reach the gateways: what the site's settings say, else under what host this very request came. */
public final class PublicAddress {

    /** A host name or IP address, with the port if it is not 443. */
    static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(:[1-9][0-9]{0,4})?");

    /** Gateways report every three seconds. */
    private static final int ALIVE_SECONDS = 30;

    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    private final JdbcClient database;
    private final JdbcSites sites;
    private final SiteId site;

    public PublicAddress(JdbcClient database, JdbcSites sites, SiteId site) {
        this.database = database;
        this.sites = sites;
        this.site = site;
    }

    /** The address; empty when neither says one. */
    Optional<String> of(HttpServletRequest request) {
        String set = sites.read(site).publicAddress();
        return set.isEmpty()
                ? Optional.ofNullable(request.getHeader(FORWARDED_HOST))
                        .filter(host -> FORM.matcher(host).matches())
                : Optional.of(set);
    }

    /**
     * The port of the plain relay: that of the gateway that brought the request, else that of any other which is alive, since
     * clients reach all of them under one address; 0 when it is off everywhere.
     */
    int relayPort(HttpServletRequest request) {
        return Caller.component(request)
                .map(ComponentName::id)
                .flatMap(
                        id -> database.sql("select relay_port from component where site_id = :site and role = 'gateway'"
                                        + " and revoked is null and relay_port > 0 and (id = :id or last_seen > now() - :alive * interval '1 second')"
                                        + " order by id <> :id, relay_port limit 1")
                                .param("site", site.value())
                                .param("id", id)
                                .param("alive", ALIVE_SECONDS)
                                .query(Integer.class)
                                .optional())
                .orElse(0);
    }
}
