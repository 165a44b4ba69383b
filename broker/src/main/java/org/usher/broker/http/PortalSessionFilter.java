package org.usher.broker.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.usher.broker.identity.ApiTokens;
import org.usher.broker.identity.PortalSessions;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;

/** Finds out who makes the request: by the portal session's cookie, or by a token in the Authorization header. */
final class PortalSessionFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final PortalSessions sessions;
    private final ApiTokens tokens;
    private final SiteId site;

    PortalSessionFilter(PortalSessions sessions, ApiTokens tokens, SiteId site) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.site = site;
    }

    /** Whether the request proves itself by a token. No browser adds one by itself, so it needs no other protection. */
    static boolean hasToken(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith(BEARER);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SignedIn> signedIn = hasToken(request) ? byToken(request) : byCookie(request);
        signedIn.ifPresent(who -> {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(who);
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    private Optional<SignedIn> byCookie(HttpServletRequest request) {
        return Caller.cookie(request)
                .flatMap(cookie -> sessions.find(cookie)
                        .map(session -> new SignedIn(session.principal(), session.client(), cookie)));
    }

    private Optional<SignedIn> byToken(HttpServletRequest request) {
        String token = request.getHeader("Authorization").substring(BEARER.length());
        return tokens.find(token)
                .map(name -> new SignedIn(
                        // A program is nobody's user: it may administer, and sees no resources.
                        new Principal(site, new UserId(site.value()), "token " + name, "token " + name, Set.of(), true),
                        "",
                        ""));
    }
}
