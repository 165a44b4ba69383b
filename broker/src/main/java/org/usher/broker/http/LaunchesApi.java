package org.usher.broker.http;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.events.EventHub;
import org.usher.broker.store.JdbcLaunches;
import org.usher.domain.farm.SiteId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchOutcome;
import org.usher.domain.launch.LaunchRefusal;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.LaunchResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.SessionId;

/** Launching, and the timeline of a launch. */
@RestController
@RequestMapping("/api/v1/launches")
class LaunchesApi {

    private static final int MAX_ATTACHED = 50;

    private final LaunchResource launch;
    private final JdbcLaunches launches;
    private final EventHub events;
    private final MeterRegistry metrics;
    private final SiteId site;

    LaunchesApi(LaunchResource launch, JdbcLaunches launches, EventHub events, MeterRegistry metrics, SiteId site) {
        this.launch = launch;
        this.launches = launches;
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
            @Nullable List<UUID> attached) {}

    record Launched(
            UUID launch,
            UUID session,
            String outcome,
            @Nullable String ticket,
            @Nullable String target) {}

    record Stage(String stage, long ms, @Nullable String failure) {}

    record Launch(UUID id, UUID key, String state, @Nullable String reason, List<Stage> stages) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Launched launch(@RequestBody Click click, SignedIn who, HttpServletRequest request) {
        LaunchOutcome outcome = launch.launch(request(click, who, request));
        String word = switch (outcome) {
            case LaunchOutcome.Connect connect -> "connect";
            case LaunchOutcome.OpenedInSession opened -> "opened";
            case LaunchOutcome.Refused(LaunchId id, LaunchRefusal because) -> because.code();
        };
        metrics.counter("usher.launches", "outcome", word).increment();
        return switch (outcome) {
            case LaunchOutcome.Connect(LaunchId id, SessionId session, String ticket, String target) -> {
                events.tell(new EventHub.SessionsOf(who.getPrincipal().user()));
                yield new Launched(id.value(), session.value(), word, ticket, target);
            }
            case LaunchOutcome.OpenedInSession(LaunchId id, SessionId session) ->
                new Launched(id.value(), session.value(), word, null, null);
            case LaunchOutcome.Refused(LaunchId id, LaunchRefusal because) -> throw problem(id, because);
        };
    }

    private static LaunchRequest request(Click click, SignedIn who, HttpServletRequest request) {
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
        Set<SessionId> sessions = attached.stream().map(SessionId::new).collect(Collectors.toSet());
        return ProblemException.checked(() -> new LaunchRequest(
                who.getPrincipal(),
                key.toString(),
                what,
                who.client(),
                Caller.address(request),
                sessions,
                LaunchRequest.Screen.nearest(click.width(), click.height())));
    }

    private static ProblemException problem(LaunchId id, LaunchRefusal because) {
        HttpStatus status = switch (because) {
            case RESOURCE_UNKNOWN, SESSION_UNKNOWN -> HttpStatus.NOT_FOUND;
            case ACCOUNT_NONE, ACCOUNT_REFUSED, SESSION_CONFLICT, PROGRAM_MISSING, UNDER_WAY -> HttpStatus.CONFLICT;
            case NO_HOST_OFFERS, ALL_FULL, NO_HOST_AVAILABLE, HOST_NOT_ANSWERING -> HttpStatus.SERVICE_UNAVAILABLE;
            case HOST_FAILED -> HttpStatus.BAD_GATEWAY;
        };
        return ProblemException.of(status, because.code(), sentence(because), Map.of("launch", id.value()));
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
            case SESSION_CONFLICT ->
                "You have another session on the only host that could take this one. Log it off first, then try again.";
            case PROGRAM_MISSING -> "The program is not installed on the session host.";
            case HOST_NOT_ANSWERING ->
                "Your session runs on a host that does not answer at the moment. Nothing is lost; please try again.";
            case UNDER_WAY -> "This is starting already.";
            case HOST_FAILED -> "The session host could not start it.";
        };
    }

    static Launch view(JdbcLaunches.Shown launch) {
        return new Launch(
                launch.id().value(),
                UUID.fromString(launch.click()),
                launch.state(),
                launch.reason().isEmpty() ? null : launch.reason(),
                stages(launch));
    }

    static List<Stage> stages(JdbcLaunches.Shown launch) {
        return launch.stages().stream()
                .map(stage ->
                        new Stage(stage.stage(), stage.ms(), stage.failure().isEmpty() ? null : stage.failure()))
                .toList();
    }

    @GetMapping("/{id}")
    Launch launch(@PathVariable UUID id, SignedIn who) {
        return launches.shown(site, new LaunchId(id))
                .filter(launch -> launch.user().equals(who.getPrincipal().user()))
                .map(LaunchesApi::view)
                .orElseThrow(() -> ProblemException.notFound("launch"));
    }
}
