package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.identity.PortalSessions;
import org.usher.broker.identity.SignIn;
import org.usher.broker.launch.ClientSessions;
import org.usher.broker.store.JdbcPeople;
import org.usher.broker.store.JdbcSites;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.Principal;
import org.usher.wire.ticket.ClientBinding;

/** Signing in and out, and who one is. */
@RestController
@RequestMapping("/api/v1")
class SignInApi {

    private final SignIn signIn;
    private final PortalSessions sessions;
    private final ClientSessions clients;
    private final JdbcSites sites;
    private final AuditLog audit;
    private final SiteId site;

    SignInApi(
            SignIn signIn,
            PortalSessions sessions,
            ClientSessions clients,
            JdbcSites sites,
            AuditLog audit,
            SiteId site) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.clients = clients;
        this.sites = sites;
        this.audit = audit;
        this.site = site;
    }

    record Credentials(String name, String password) {}

    record SiteName(UUID id, String name) {}

    record Me(UUID id, String name, String displayName, boolean administrator, SiteName site) {}

    @PostMapping("/sign-in")
    ResponseEntity<Me> signIn(@RequestBody Credentials credentials, HttpServletRequest request) {
        if (credentials.name() == null || credentials.password() == null) {
            throw ProblemException.invalid("name", "missing (expected: name and password)");
        }
        String address = Caller.address(request);
        return switch (signIn.signIn(credentials.name(), credentials.password(), address)) {
            case SignIn.Welcome(JdbcPeople.User user) -> {
                // Always a new word, never one that the browser brought: nobody can fix a session beforehand.
                String agent = request.getHeader(HttpHeaders.USER_AGENT);
                String cookie = sessions.begin(user.id(), address, agent == null ? "" : agent);
                yield ResponseEntity.ok()
                        .header(HttpHeaders.SET_COOKIE, cookie(cookie).toString())
                        .body(new Me(
                                user.id().value(), user.name(), user.displayName(), user.administrator(), siteName()));
            }
            case SignIn.Failed failed ->
                throw ProblemException.of(
                        HttpStatus.UNAUTHORIZED,
                        SignIn.FAILED,
                        "The name or the password is wrong, or the user is switched off.");
            case SignIn.TooMany(Duration retryAfter) -> {
                long seconds = Math.max(1, retryAfter.toSeconds());
                throw ProblemException.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        SignIn.TOO_MANY,
                        "There were too many attempts. Please try again in " + words(seconds) + ".",
                        Map.of(Problems.RETRY_AFTER_SECONDS, seconds));
            }
        };
    }

    private static String words(long seconds) {
        return seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    }

    private static ResponseCookie cookie(String value) {
        return ResponseCookie.from(ClientBinding.COOKIE, value)
                .httpOnly(true)
                .secure(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(value.isEmpty() ? Duration.ZERO : Duration.ofSeconds(-1))
                .build();
    }

    @PostMapping("/sign-out")
    ResponseEntity<Void> signOut(SignedIn who, HttpServletRequest request) {
        sessions.end(who.cookie());
        clients.end(who.getPrincipal().user(), who.client());
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "user.sign-out", who.getName()));
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie("").toString())
                .build();
    }

    /** Who one is. The answer to a stranger names the site too: the sign-in page greets with it. */
    @GetMapping("/me")
    Me me(@Nullable SignedIn who) {
        if (who == null) {
            throw ProblemException.of(
                    HttpStatus.UNAUTHORIZED,
                    Security.SIGN_IN_REQUIRED,
                    Security.PLEASE_SIGN_IN,
                    Map.of("site", siteName()));
        }
        Principal principal = who.getPrincipal();
        return new Me(
                principal.user().value(),
                principal.name(),
                principal.displayName(),
                principal.administrator(),
                siteName());
    }

    private SiteName siteName() {
        return new SiteName(site.value(), sites.read(site).name());
    }
}
