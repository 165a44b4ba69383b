package org.usher.broker.http;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.events.EventHub;
import org.usher.broker.launch.ConnectionFiles;
import org.usher.broker.store.JdbcHosts;
import org.usher.broker.store.JdbcLaunches;
import org.usher.broker.store.Words;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.launch.GiveUpLaunch;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchOutcome;
import org.usher.domain.launch.LaunchRefusal;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.LaunchResource;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.SessionPolicy;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.SessionId;
import org.usher.wire.rdpfile.Target;

/** Launching, and the timeline of a launch. */
@RestController
@RequestMapping("/api/v1/launches")
class LaunchesApi {

    private static final int MAX_ATTACHED = 50;

    /** The code of a launch that waits for its turn: its client is to ask again by the same key. */
    static final String QUEUED = "launch-queued";

    private final LaunchResource launch;
    private final JdbcLaunches launches;
    private final LaunchViews views;
    private final GiveUpLaunch giveUp;
    private final EventHub events;
    private final MeterRegistry metrics;
    private final ConnectionFiles files;
    private final JdbcHosts hosts;
    private final PublicAddress addresses;
    private final InstantSource clock;
    private final SiteId site;

    LaunchesApi(
            LaunchResource launch,
            JdbcLaunches launches,
            LaunchViews views,
            GiveUpLaunch giveUp,
            ConnectionFiles files,
            JdbcHosts hosts,
            PublicAddress addresses,
            EventHub events,
            MeterRegistry metrics,
            InstantSource clock,
            SiteId site) {
        this.launch = launch;
        this.files = files;
        this.hosts = hosts;
        this.addresses = addresses;
        this.clock = clock;
        this.launches = launches;
        this.views = views;
        this.giveUp = giveUp;
        this.events = events;
        this.metrics = metrics;
        this.site = site;
    }

    record Click(
            @Nullable UUID key,
            @Nullable UUID resource,
            @Nullable UUID session,
            @Nullable Boolean another,
            int width,
            int height,
            @Nullable List<UUID> attached,
            @Nullable ClientWish client) {}

    /** With what the session is to be opened; the page itself when nothing is said. */
    record ClientWish(
            @Nullable String kind,
            @Nullable String carrier,
            @Nullable String mode) {}

    record Launched(
            UUID launch,
            UUID session,
            String outcome,
            @Nullable String ticket,
            @Nullable String target,
            @Nullable FileView file,
            PolicyViews.PolicyView policy,
            boolean hostSignOn) {}

    /**
     * A connection file.
     *
     * @param content its bytes, base64
     * @param expiresSeconds how long it may wait for its first use
     * @param link the same as an rdp:// link, where there is one
     * @param hostSignOn whether the host will ask for the user's own credentials
     * @param hostCertificate the SHA-256 of the certificate that the host will show, in hexadecimal, where the farm knows it
     */
    record FileView(
            String name,
            String content,
            String mode,
            long expiresSeconds,
            @Nullable String link,
            boolean hostSignOn,
            @Nullable String hostCertificate) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Launched launch(@RequestBody Click click, SignedIn who, HttpServletRequest request) {
        Optional<ConnectionFiles.Wish> wish = fileWish(click, who, request);
        LaunchRequest wanted = request(click, who, request);
        LaunchOutcome outcome = launch.launch(wanted);
        String word = switch (outcome) {
            case LaunchOutcome.Connect connect -> "connect";
            case LaunchOutcome.File file -> "file";
            case LaunchOutcome.OpenedInSession opened -> "opened";
            case LaunchOutcome.Queued queued -> QUEUED;
            case LaunchOutcome.Refused(LaunchId id, LaunchRefusal because, String message) -> because.code();
        };
        // What waits in the queue has no outcome yet, and its client asks again and again.
        if (!(outcome instanceof LaunchOutcome.Queued)) {
            metrics.counter("usher.launches", "outcome", word).increment();
        }
        return switch (outcome) {
            case LaunchOutcome.Connect connect -> {
                events.tell(new EventHub.SessionsOf(who.getPrincipal().user()));
                yield new Launched(
                        connect.launch().value(),
                        connect.session().value(),
                        word,
                        connect.ticket(),
                        connect.target(),
                        null,
                        policy(connect.host(), connect.policy()),
                        !connect.host().managed());
            }
            case LaunchOutcome.File file -> {
                events.tell(new EventHub.SessionsOf(who.getPrincipal().user()));
                yield file(file, wish.orElseThrow());
            }
            case LaunchOutcome.OpenedInSession(LaunchId id, SessionId session, Host host, SessionPolicy policy) ->
                new Launched(
                        id.value(), session.value(), word, null, null, null, policy(host, policy), !host.managed());
            case LaunchOutcome.Queued(LaunchId id, int position) ->
                throw ProblemException.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        QUEUED,
                        "You are number " + position + " in the queue.",
                        Map.of("launch", id.value(), "queuePosition", position));
            case LaunchOutcome.Refused(LaunchId id, LaunchRefusal because, String message) ->
                throw problem(id, because, message);
        };
    }

    private PolicyViews.PolicyView policy(Host host, SessionPolicy policy) {
        return PolicyViews.on(host, hosts.clipboard(host.id()), policy);
    }

    private Launched file(LaunchOutcome.File file, ConnectionFiles.Wish wish) {
        ConnectionFiles.Made made = files.make(file, wish);
        boolean hostSignOn = !file.host().managed();
        return new Launched(
                file.launch().value(),
                file.session().value(),
                "file",
                null,
                null,
                new FileView(
                        made.name(),
                        Base64.getEncoder().encodeToString(made.content().bytes()),
                        Words.of(file.mode()),
                        secondsLeft(file.launch()),
                        made.link().orElse(null),
                        hostSignOn,
                        hosts.certificate(file.host().id()).orElse(null)),
                policy(file.host(), file.policy()),
                hostSignOn);
    }

    /** A repeated click gets the same file, which is no younger for it. */
    private long secondsLeft(LaunchId launch) {
        long opens =
                new LaunchRequest.RdpClient(Optional.empty(), false).opens().toSeconds();
        long age = launches.shown(site, launch)
                .map(shown -> Duration.between(shown.at(), clock.instant()).toSeconds())
                .orElse(0L);
        return Math.clamp(opens - age, 0, opens);
    }

    /** What a connection file is to be like; empty when the page itself opens the session. */
    private Optional<ConnectionFiles.Wish> fileWish(Click click, SignedIn who, HttpServletRequest request) {
        ClientWish client = click.client();
        if (client == null || !isFile(client)) {
            return Optional.empty();
        }
        String carrier = client.carrier() == null ? "password" : client.carrier();
        Target.Carrier where = ProblemException.checked(() -> carrier(carrier));
        String gateway = addresses
                .of(request)
                .orElseThrow(() -> ProblemException.invalid(
                        "host",
                        "names no host (expected: the gateway's name in the request, or in the site's settings)"));
        return Optional.of(new ConnectionFiles.Wish(gateway, addresses.relayPort(request), who.getName(), where));
    }

    private static boolean isFile(ClientWish client) {
        return switch (client.kind() == null ? "browser" : client.kind()) {
            case "rdp" -> true;
            case "browser" -> false;
            default -> throw ProblemException.invalid("client.kind", client.kind() + " (expected: browser or rdp)");
        };
    }

    private static Target.Carrier carrier(String word) {
        try {
            return Words.to(Target.Carrier.class, word);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("client.carrier: " + unknown.getMessage(), unknown);
        }
    }

    private LaunchRequest.Client client(Click click, SignedIn who, HttpServletRequest request) {
        ClientWish client = click.client();
        if (client == null || !isFile(client)) {
            return new LaunchRequest.Browser(who.client());
        }
        Optional<ConnectionMode> wish =
                Optional.ofNullable(client.mode()).map(word -> PolicyViews.mode("client.mode", word));
        return new LaunchRequest.RdpClient(wish, addresses.relayPort(request) > 0);
    }

    private LaunchRequest request(Click click, SignedIn who, HttpServletRequest request) {
        if ((click.resource() == null) == (click.session() == null)) {
            throw ProblemException.invalid("resource", "both or none with session (expected: one of them)");
        }
        UUID key = click.key();
        if (key == null) {
            throw ProblemException.invalid("key", "missing (expected: a UUID made for this click)");
        }
        if (who.client().isEmpty()) {
            throw ProblemException.invalid("caller", "a program's token (expected: a user who has signed in)");
        }
        List<UUID> attached = click.attached() == null ? List.of() : click.attached();
        if (attached.size() > MAX_ATTACHED) {
            throw ProblemException.invalid("attached", attached.size() + " (expected: at most " + MAX_ATTACHED + ")");
        }
        LaunchRequest.What what = click.resource() != null
                ? new LaunchRequest.Open(new ResourceId(click.resource()), Boolean.TRUE.equals(click.another()))
                : new LaunchRequest.Return(new SessionId(Objects.requireNonNull(click.session())));
        LaunchRequest.Client client = client(click, who, request);
        Set<SessionId> sessions = attached.stream().map(SessionId::new).collect(Collectors.toSet());
        return ProblemException.checked(() -> new LaunchRequest(
                who.getPrincipal(),
                key.toString(),
                what,
                client,
                Caller.address(request),
                sessions,
                LaunchRequest.Screen.nearest(click.width(), click.height())));
    }

    private static ProblemException problem(LaunchId id, LaunchRefusal because, String message) {
        Map<String, Object> more =
                message.isEmpty() ? Map.of("launch", id.value()) : Map.of("launch", id.value(), "message", message);
        HttpStatus status = switch (because) {
            case RESOURCE_UNKNOWN, SESSION_UNKNOWN -> HttpStatus.NOT_FOUND;
            case ACCOUNT_NONE,
                    ACCOUNT_REFUSED,
                    SESSION_CONFLICT,
                    PROGRAM_MISSING,
                    DOCUMENT_MISSING,
                    RESOURCE_UNAVAILABLE,
                    RESOURCE_IN_USE,
                    UNDER_WAY,
                    MODE_NOT_ALLOWED,
                    NO_RDP_ADDRESS,
                    RDP_CLIENT_REQUIRED,
                    GIVEN_UP -> HttpStatus.CONFLICT;
            case NO_HOST_OFFERS,
                    ALL_FULL,
                    NO_HOST_AVAILABLE,
                    QUEUE_TIMEOUT,
                    HOST_MAINTENANCE,
                    HOST_DISABLED,
                    HOST_NOT_ANSWERING -> HttpStatus.SERVICE_UNAVAILABLE;
            case HOST_FAILED -> HttpStatus.BAD_GATEWAY;
        };
        return ProblemException.of(status, because.code(), sentence(because), more);
    }

    private static String sentence(LaunchRefusal because) {
        return switch (because) {
            case RESOURCE_UNKNOWN -> "This application is not available to you.";
            case SESSION_UNKNOWN -> "The session has ended.";
            case ACCOUNT_NONE -> "You have no account on the session hosts. An administrator can give you one.";
            case ACCOUNT_REFUSED -> "The session host does not let your account be used. An administrator can see why.";
            case NO_HOST_OFFERS -> "No session host offers this application.";
            case ALL_FULL -> "All session hosts are full at the moment. Please try again in a few minutes.";
            case NO_HOST_AVAILABLE -> "No session host is available at the moment. Please try again in a few minutes.";
            case HOST_MAINTENANCE -> "The session hosts that could take this are in maintenance at the moment.";
            case HOST_DISABLED ->
                "Your session runs on a host that an administrator has taken out of use. Nothing is lost; please ask them.";
            case SESSION_CONFLICT ->
                "You have another session on the only host that could take this one. Log it off first, then try again.";
            case PROGRAM_MISSING -> "The program is not installed on the session host.";
            case DOCUMENT_MISSING -> "The document is not on the session host.";
            case RESOURCE_UNAVAILABLE -> "This is not available at the moment.";
            case RESOURCE_IN_USE -> "As many people as may use this at the same time have it open.";
            case HOST_NOT_ANSWERING ->
                "Your session runs on a host that does not answer at the moment. Nothing is lost; please try again.";
            case MODE_NOT_ALLOWED ->
                "Your RDP client may not come by this way. An administrator decides which are allowed.";
            case NO_RDP_ADDRESS -> "There is no address for this way that your RDP client could go to.";
            case RDP_CLIENT_REQUIRED -> "This application opens in an RDP client only, not in the browser.";
            case QUEUE_TIMEOUT -> "Too many people are signing in at the moment. Please try again in a few minutes.";
            case GIVEN_UP -> "You have given it up.";
            case UNDER_WAY -> "This is starting already.";
            case HOST_FAILED -> "The session host could not start it.";
        };
    }

    /** Gives a launch up that waits in the queue. */
    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveUp(@PathVariable UUID key, SignedIn who, HttpServletRequest request) {
        switch (giveUp.giveUp(who.getPrincipal(), key.toString(), Caller.address(request))) {
            case DONE -> {}
            case TOO_LATE ->
                throw ProblemException.of(
                        HttpStatus.CONFLICT, LaunchRefusal.UNDER_WAY.code(), "It does not wait in the queue any more.");
            case UNKNOWN -> throw ProblemException.notFound("launch");
        }
    }

    @GetMapping("/{id}")
    LaunchViews.Launch launch(@PathVariable UUID id, SignedIn who) {
        return launches.shown(site, new LaunchId(id))
                .filter(launch -> launch.user().equals(who.getPrincipal().user()))
                .map(views::own)
                .orElseThrow(() -> ProblemException.notFound("launch"));
    }
}
