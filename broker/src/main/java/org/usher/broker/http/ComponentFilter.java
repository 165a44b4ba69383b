package org.usher.broker.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.filter.OncePerRequestFilter;
import org.usher.domain.farm.SiteId;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

/**
 * Who may call what, by the certificate of the connection: only joining needs none; what is under {@code /link/v1/host} is
 * for hosts, {@code /link/v1/gateway} for gateways, and everything else reaches a broker through a gateway alone.
 */
final class ComponentFilter extends OncePerRequestFilter {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    /** How soon a component that was taken out of the farm is refused. */
    private static final Duration REMEMBER = Duration.ofSeconds(2);

    private final SiteId site;
    private final LoadingCache<ComponentName, Boolean> members;

    ComponentFilter(JdbcClient database, SiteId site) {
        this.site = site;
        this.members = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REMEMBER)
                .build(name -> isMember(database, name));
    }

    private static boolean isMember(JdbcClient database, ComponentName name) {
        return database.sql("select count(*) from component where id = :id and role = :role and revoked is null")
                        .param("id", name.id())
                        .param("role", name.role().word())
                        .query(Long.class)
                        .single()
                == 1;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (path.equals("/link/v1/join")) {
            chain.doFilter(request, response);
            return;
        }
        Optional<ComponentName> component = component(request);
        ComponentRole needed = path.startsWith("/link/v1/host/") ? ComponentRole.HOST : ComponentRole.GATEWAY;
        if (component.isEmpty() || component.get().role() != needed) {
            Problems.write(
                    response,
                    HttpStatus.FORBIDDEN,
                    needed.word() + "-required",
                    "This is for a " + needed.word() + " with a certificate of this farm.");
            return;
        }
        Caller.keep(request, component.get());
        chain.doFilter(request, response);
    }

    private Optional<ComponentName> component(HttpServletRequest request) {
        // The connection's certificate was checked against the farm's CA in the handshake.
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? ComponentName.of(chain[0])
                        .filter(name -> name.site().equals(site.value()))
                        .filter(members::get)
                : Optional.empty();
    }
}
