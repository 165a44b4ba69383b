package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.events.EventHub;
import org.usher.broker.farm.JoinDesk;
import org.usher.broker.hosts.HostAddress;
import org.usher.broker.hosts.HostCertificates;
import org.usher.broker.hosts.RdpHealth;
import org.usher.broker.store.JdbcApplications;
import org.usher.broker.store.JdbcHosts;
import org.usher.broker.store.Words;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.hosts.HostState;
import org.usher.domain.placement.PlacementRules;
import org.usher.link.join.JoinToken;
import org.usher.wire.component.ComponentRole;

/** Session hosts for administrators, and the tokens by which machines join. */
@RestController
@RequestMapping("/api/v1/admin")
class HostsAdminApi {

    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,63}");
    private static final int MAX_VALID_MINUTES = 7 * 24 * 60;

    private final JdbcHosts hosts;
    private final JdbcApplications applications;
    private final JoinDesk joinDesk;
    private final RdpHealth health;
    private final HostViews views;
    private final EventHub events;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final SiteId site;
    private final Supplier<UUID> ids;

    HostsAdminApi(
            JdbcHosts hosts,
            JdbcApplications applications,
            JoinDesk joinDesk,
            RdpHealth health,
            HostViews views,
            EventHub events,
            AuditLog audit,
            TransactionTemplate transaction,
            SiteId site,
            Supplier<UUID> ids) {
        this.ids = ids;
        this.hosts = hosts;
        this.applications = applications;
        this.joinDesk = joinDesk;
        this.health = health;
        this.views = views;
        this.events = events;
        this.audit = audit;
        this.transaction = transaction;
        this.site = site;
    }

    record Change(
            @Nullable String name,
            @Nullable String state,
            @Nullable Integer maxSessions,
            @Nullable String message,
            @Nullable Integer maxLogons) {

        /** The host as it is wanted; what is not said stays. */
        Host of(Host before) {
            String called = name == null ? before.name() : name.strip();
            if (!NAME.matcher(called).matches()) {
                throw ProblemException.invalid("name", "1 to 63 characters are expected");
            }
            int most = maxSessions == null ? before.maxSessions() : requireMaxSessions(maxSessions);
            if (maxLogons != null && (maxLogons < 0 || maxLogons > PlacementRules.MAX_LOGONS)) {
                throw ProblemException.invalid(
                        "maxLogons", maxLogons + " (expected: 0 to " + PlacementRules.MAX_LOGONS + ")");
            }
            OptionalInt logons = maxLogons == null
                    ? before.maxLogons()
                    : maxLogons == 0 ? OptionalInt.empty() : OptionalInt.of(maxLogons);
            return new Host(
                    before.id(),
                    before.site(),
                    called,
                    before.target(),
                    state == null ? before.state() : stateOf(state),
                    most,
                    before.kind(),
                    message == null ? before.message() : message.strip(),
                    logons);
        }
    }

    record Application(
            String id,
            String name,
            String comment,
            List<String> command,
            boolean desktop,
            @Nullable String icon,
            @Nullable String iconDigest) {

        static Application of(JdbcApplications.Found found) {
            return new Application(
                    found.id(),
                    found.name(),
                    found.comment(),
                    found.command(),
                    found.desktop(),
                    found.icon().map(Pages::iconUrl).orElse(null),
                    found.icon().orElse(null));
        }
    }

    record NewHost(
            @Nullable String name,
            @Nullable String address,
            @Nullable String system,
            @Nullable Integer maxSessions,
            @Nullable ProofForm proof) {}

    record ProofForm(@Nullable String kind, @Nullable String sha256) {}

    record CertificateWish(@Nullable String address) {}

    record CertificateView(String sha256, String subject, String issuer, String notAfter, boolean nla) {}

    record TokenWish(@Nullable String role, @Nullable Integer validMinutes) {}

    record Token(String token, String command, String expires) {}

    @GetMapping("/hosts")
    List<HostViews.HostView> hosts() {
        return views.views(hosts.ofSite(site));
    }

    @PatchMapping("/hosts/{id}")
    HostViews.HostView change(
            @PathVariable UUID id, @RequestBody Change change, SignedIn who, HttpServletRequest request) {
        Host before = find(id).host();
        Host after = ProblemException.checked(() -> change.of(before));
        if (after.state() == HostState.DRAINING_UNTIL_REBOOT && !after.managed()) {
            throw ProblemException.invalid("state", "nobody would see the reboot (expected: a host with an agent)");
        }
        hosts.change(after);
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "host.change", after.name())
                .with(new BeforeAndAfter()
                        .of("name", before.name(), after.name())
                        .of("state", Words.of(before.state()), Words.of(after.state()))
                        .of("message", before.message(), after.message())
                        .of("maxSessions", before.maxSessions(), after.maxSessions())
                        .of("maxLogons", logons(before), logons(after))
                        .details()));
        events.tell(new EventHub.Hosts());
        return views.view(find(id));
    }

    private static int requireMaxSessions(int most) {
        if (most < 1 || most > 10_000) {
            throw ProblemException.invalid("maxSessions", most + " (expected: 1 to 10000)");
        }
        return most;
    }

    private static String logons(Host host) {
        return host.maxLogons().isPresent() ? String.valueOf(host.maxLogons().getAsInt()) : "the site's";
    }

    /** Writes an unmanaged host down. Its certificate is what the administrator says, and nothing that was seen here. */
    @PostMapping("/hosts")
    @ResponseStatus(HttpStatus.CREATED)
    HostViews.HostView create(@RequestBody NewHost wish, SignedIn who, HttpServletRequest request) {
        String name = wish.name() == null ? "" : wish.name().strip();
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid("name", "1 to 63 characters are expected");
        }
        HostAddress address = address(wish.address());
        int maxSessions = requireMaxSessions(wish.maxSessions() == null ? 50 : wish.maxSessions());
        String system = wish.system() == null ? "other" : wish.system();
        HostKind.Platform platform = ProblemException.checked(() -> platform(system));
        HostKind.Proof proof = proof(wish.proof(), address);
        HostId id = new HostId(ids.get());
        HostKind.Unmanaged kind = new HostKind.Unmanaged(platform, proof);
        hosts.create(id, site, name, address.name(), address.port(), maxSessions, kind);
        health.check(find(id.value()).host());
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "host.create", name)
                .with(Map.of("address", address.name() + ":" + address.port(), "proof", proof.toString())));
        events.tell(new EventHub.Hosts());
        return views.view(find(id.value()));
    }

    private static HostAddress address(@Nullable String typed) {
        return ProblemException.checked(() -> HostAddress.of(typed == null ? "" : typed));
    }

    private static HostKind.Platform platform(String word) {
        try {
            return Words.to(HostKind.Platform.class, word);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("system: " + unknown.getMessage(), unknown);
        }
    }

    private static HostKind.Proof proof(@Nullable ProofForm form, HostAddress address) {
        String kind = form == null || form.kind() == null ? "" : form.kind();
        if (form != null && kind.equals("pinned")) {
            String typed = form.sha256() == null ? "" : form.sha256();
            // As openssl and browsers show them: with colons or blanks between, in either case.
            String digits = typed.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
            return ProblemException.checked(() -> pinned(digits));
        }
        if (!kind.equals("authority")) {
            throw ProblemException.invalid("proof.kind", kind + " (expected: pinned or authority)");
        }
        if (!address.isName()) {
            throw ProblemException.invalid(
                    "address", address.name() + " (expected: a name, since a public CA certifies names)");
        }
        return new HostKind.Authority();
    }

    private static HostKind.Proof pinned(String digits) {
        try {
            return new HostKind.Pinned(digits);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("proof." + wrong.getMessage(), wrong);
        }
    }

    /** Shows the certificate of a host, for the administrator to compare with what the host's own people say. */
    @PostMapping("/hosts/certificate")
    CertificateView certificate(@RequestBody CertificateWish wish, SignedIn who, HttpServletRequest request) {
        HostAddress address = address(wish.address());
        try {
            HostCertificates.Shown shown = HostCertificates.fetch(address);
            audit.record(AuditFact.done(
                    site, who.getName(), Caller.address(request), "host.look", address.name() + ":" + address.port()));
            return new CertificateView(
                    HexFormat.of().formatHex(shown.sha256().bytes()),
                    shown.subject(),
                    shown.issuer(),
                    shown.notAfter().toString(),
                    shown.nla());
        } catch (IOException unreachable) {
            throw ProblemException.of(
                    HttpStatus.BAD_GATEWAY,
                    "host-not-answering",
                    "The host could not be asked: " + unreachable.getMessage() + ".");
        }
    }

    private static HostState stateOf(String word) {
        try {
            return Words.to(HostState.class, word);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("state: " + unknown.getMessage(), unknown);
        }
    }

    @DeleteMapping("/hosts/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, SignedIn who, HttpServletRequest request) {
        Host host = find(id).host();
        transaction.executeWithoutResult(status -> hosts.remove(host.id()));
        health.forget(host.id());
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "host.remove", host.name()));
        events.tell(new EventHub.Hosts());
    }

    @GetMapping("/hosts/{id}/applications")
    List<Application> applications(@PathVariable UUID id) {
        return applications.of(find(id).host().id()).stream()
                .map(Application::of)
                .toList();
    }

    private JdbcHosts.Known find(UUID id) {
        return hosts.find(site, new HostId(id)).orElseThrow(() -> ProblemException.notFound("host"));
    }

    @PostMapping("/join-tokens")
    Token token(@RequestBody TokenWish wish, SignedIn who, HttpServletRequest request) {
        String word = wish.role() == null ? ComponentRole.HOST.word() : wish.role();
        ComponentRole role = ComponentRole.ofWord(word)
                .filter(known -> known == ComponentRole.HOST || known == ComponentRole.GATEWAY)
                .orElseThrow(() -> ProblemException.invalid("role", word + " (expected: host or gateway)"));
        int minutes = wish.validMinutes() == null ? 60 : wish.validMinutes();
        if (minutes < 1 || minutes > MAX_VALID_MINUTES) {
            throw ProblemException.invalid("validMinutes", minutes + " (expected: 1 to " + MAX_VALID_MINUTES + ")");
        }
        JoinToken token = joinDesk.newToken(role, Duration.ofMinutes(minutes));
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "join-token.create", role.word()));
        String command = role == ComponentRole.HOST
                ? "usher agent setup --install --join " + token.text()
                : "usher gateway --join " + token.text();
        return new Token(token.text(), command, token.expires().toString());
    }
}
