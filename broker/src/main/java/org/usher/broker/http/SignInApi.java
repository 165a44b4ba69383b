package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.identity.ClientGrants;
import org.usher.broker.identity.PortalSessions;
import org.usher.broker.identity.SignIn;
import org.usher.broker.identity.SignInLimits;
import org.usher.broker.launch.ClientSessions;
import org.usher.broker.store.JdbcPeople;
import org.usher.broker.store.JdbcSites;
import org.usher.broker.store.Words;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.Principal;
import org.usher.domain.policy.RuleBook;
import org.usher.domain.policy.SiteRules;
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
    private final ClientGrants grants;
    private final JdbcPeople people;
    private final RuleBook rules;
    private final SiteId site;
    private final SignInLimits limits = new SignInLimits();

    SignInApi(
            SignIn signIn,
            PortalSessions sessions,
            ClientSessions clients,
            JdbcSites sites,
            AuditLog audit,
            ClientGrants grants,
            JdbcPeople people,
            RuleBook rules,
            SiteId site) {
        this.grants = grants;
        this.people = people;
        this.rules = rules;
        this.signIn = signIn;
        this.sessions = sessions;
        this.clients = clients;
        this.sites = sites;
        this.audit = audit;
        this.site = site;
    }

    record Credentials(String name, String password) {}

    record SiteName(UUID id, String name) {}

    record Me(
            UUID id,
            String name,
            String displayName,
            boolean administrator,
            SiteName site,
            Preferences preferences,
            Connection connection) {}

    /** What the user likes. */
    record Preferences(String openIn) {}

    /**
     * By which way the user's RDP clients come.
     *
     * @param mode the way when the client does not say
     * @param modes the ways that it may ask for
     */
    record Connection(String mode, boolean mayChoose, List<String> modes) {}

    record PreferencesChange(@Nullable String openIn) {}

    record GrantWish(@Nullable String challenge) {}

    record Grant(String grant) {}

    record GrantUse(@Nullable String grant, @Nullable String verifier) {}

    @PostMapping("/sign-in")
    ResponseEntity<Me> signIn(@RequestBody Credentials credentials, HttpServletRequest request) {
        if (credentials.name() == null || credentials.password() == null) {
            throw ProblemException.invalid("name", "missing (expected: name and password)");
        }
        String address = Caller.address(request);
        return switch (signIn.signIn(credentials.name(), credentials.password(), address)) {
            case SignIn.Welcome(JdbcPeople.User user) -> welcome(user, request);
            case SignIn.Failed failed ->
                throw ProblemException.of(
                        HttpStatus.UNAUTHORIZED,
                        SignIn.FAILED,
                        "The name or the password is wrong, or the user is switched off.");
            case SignIn.TooMany(Duration retryAfter) -> throw tooMany(retryAfter);
        };
    }

    private static ProblemException tooMany(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.toSeconds());
        return ProblemException.of(
                HttpStatus.TOO_MANY_REQUESTS,
                SignIn.TOO_MANY,
                "There were too many attempts. Please try again in " + words(seconds) + ".",
                Map.of(Problems.RETRY_AFTER_SECONDS, seconds));
    }

    private ResponseEntity<Me> welcome(JdbcPeople.User user, HttpServletRequest request) {
        // Always a new word, never one that the browser brought: nobody can fix a session beforehand.
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        String cookie = sessions.begin(user.id(), Caller.address(request), agent == null ? "" : agent);
        Principal principal =
                new Principal(site, user.id(), user.name(), user.displayName(), user.groups(), user.administrator());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie(cookie).toString())
                .body(me(principal));
    }

    /** A page on which somebody has signed in gives a client program a grant. */
    @PostMapping("/client-grants")
    @ResponseStatus(HttpStatus.CREATED)
    Grant grant(@RequestBody GrantWish wish, SignedIn who, HttpServletRequest request) {
        if (who.cookie().isEmpty()) {
            throw ProblemException.invalid("caller", "a program's token (expected: a user who has signed in)");
        }
        String challenge = wish.challenge();
        if (challenge == null || !ClientGrants.CHALLENGE.matcher(challenge).matches()) {
            throw ProblemException.invalid("challenge", "the SHA-256 of the verifier as base64url is expected");
        }
        String grant = grants.give(who.getPrincipal().user(), challenge);
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "client.grant", who.getName()));
        return new Grant(grant);
    }

    /** A client program signs in with its grant. */
    @PostMapping("/sign-in/grant")
    ResponseEntity<Me> signInWithGrant(@RequestBody GrantUse use, HttpServletRequest request) {
        String address = Caller.address(request);
        Optional<Duration> wait = limits.refuse(address);
        if (wait.isPresent()) {
            throw tooMany(wait.get());
        }
        Optional<JdbcPeople.User> user = use.grant() == null || use.verifier() == null
                ? Optional.empty()
                : grants.take(use.grant(), use.verifier()).flatMap(id -> people.user(site, id));
        if (user.isEmpty()) {
            audit.record(
                    AuditFact.refused(site, "unknown", address, "user.sign-in", "client grant", ClientGrants.REFUSED));
            throw ProblemException.of(
                    HttpStatus.UNAUTHORIZED,
                    ClientGrants.REFUSED,
                    "The browser's permission was used already, or is too old. Please sign in again.");
        }
        limits.succeeded(address);
        String name = user.get().name();
        audit.record(AuditFact.done(site, name, address, "user.sign-in", name).with(Map.of("by", "client grant")));
        return welcome(user.get(), request);
    }

    /** Changes what the user likes. */
    @PatchMapping("/me/preferences")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void prefer(@RequestBody PreferencesChange change, SignedIn who) {
        String openIn = change.openIn();
        if (openIn == null || !JdbcPeople.OPEN_IN.contains(openIn)) {
            throw ProblemException.invalid("openIn", openIn + " (expected: one of " + JdbcPeople.OPEN_IN + ")");
        }
        people.openIn(site, who.getPrincipal().user(), openIn);
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
        return me(who.getPrincipal());
    }

    private Me me(Principal principal) {
        SiteRules now = rules.of(site);
        return new Me(
                principal.user().value(),
                principal.name(),
                principal.displayName(),
                principal.administrator(),
                siteName(),
                new Preferences(people.openIn(site, principal.user())),
                new Connection(
                        Words.of(now.mode(principal)),
                        now.clientsMayChoose(),
                        now.allowed(principal).stream().map(Words::of).toList()));
    }

    private SiteName siteName() {
        return new SiteName(site.value(), sites.read(site).name());
    }
}
