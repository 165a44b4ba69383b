package org.usher.domain.launch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;
import org.usher.domain.placement.Placement;
import org.usher.domain.placement.PlacementBook;
import org.usher.domain.placement.Rejection;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.policy.RuleBook;
import org.usher.domain.policy.SessionPolicy;
import org.usher.domain.policy.SiteRules;
import org.usher.domain.publishing.Entitlement;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.publishing.Resources;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;
import org.usher.domain.sessions.SessionState;
import org.usher.domain.sessions.SessionSync;
import org.usher.domain.sessions.Sessions;

/**
 * Launching: from a click to a ticket. The user goes back to the session that exists; if there is none, the host
 * that the site's rules choose takes the place, and if that one does not answer, the next.
 *
 * <p>It blocks while it waits for a host's agent, so it is called on a thread that may.
 */
public final class LaunchResource {

    /** The reason code of a session whose host is dead. */
    public static final String HOST_LOST = "host-lost";

    /** The detail of a refusal to somebody who had a ticket for the launch already. */
    static final String TICKET_AGAIN = "asked for its ticket again";

    private static final String NO_ACCOUNT = "no account is mapped";

    private static final Optional<ConnectionMode> RELAYED = Optional.of(ConnectionMode.GATEWAY);

    /** How many hosts or sessions are tried before the launch is given up. */
    private static final int MAX_ATTEMPTS = 8;

    /** How often a host that has a session and is alive is asked, before its silence is taken for an answer. */
    private static final int ASKED_IN_VAIN = 3;

    /** How often a host is asked again for a session whose place was taken a moment ago. */
    private static final int ASKED_TOO_EARLY = 3;

    /** How long a session may take to begin once its client has come. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(30);

    private final Resources resources;
    private final Sessions sessions;
    private final Launches launches;
    private final HostDirectory directory;
    private final HostOrders orders;
    private final HostAccounts accounts;
    private final RuleBook rules;
    private final TicketOffice tickets;
    private final LaunchFacts facts;
    private final HostChoice choice;
    private final Alongside alongside;
    private final LaunchQueue queue;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public LaunchResource(
            Resources resources,
            Sessions sessions,
            Launches launches,
            HostDirectory directory,
            HostOrders orders,
            HostAccounts accounts,
            RuleBook rules,
            TicketOffice tickets,
            AuditLog audit,
            PlacementBook placements,
            LaunchQueue queue,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.resources = resources;
        this.sessions = sessions;
        this.launches = launches;
        this.directory = directory;
        this.orders = orders;
        this.accounts = accounts;
        this.rules = rules;
        this.tickets = tickets;
        this.facts = new LaunchFacts(audit, resources);
        this.choice = new HostChoice(placements, queue);
        this.alongside = new Alongside(resources);
        this.queue = queue;
        this.clock = clock;
        this.ids = ids;
    }

    /** Launches, and keeps the fact for audit whatever comes of it. */
    public LaunchOutcome launch(LaunchRequest request) {
        LaunchId launch = new LaunchId(ids.get());
        Optional<Launches.Before> before = launches.begin(launch, request);
        return before.isPresent()
                ? again(request, before.get())
                : attempt(request, QueuePlace.none(queue, launch, clock), launch);
    }

    private LaunchOutcome attempt(LaunchRequest request, QueuePlace place, LaunchId launch) {
        LaunchOutcome outcome = new Attempt(launch, request, place).run();
        place.leave();
        return outcome;
    }

    /**
     * The same click again gets the same launch. A fresh copy of its ticket does no harm: the front takes one of them. A
     * file comes with the same connect code: there is never a second one that works.
     */
    private LaunchOutcome again(LaunchRequest request, Launches.Before before) {
        return switch (before) {
            case Launches.Issued(LaunchId launch, SessionId session, HostId hostId) ->
                copy(request, launch, session, hostId);
            case Launches.Opened(LaunchId launch, SessionId session) -> openedBefore(request, launch, session);
            case Launches.UnderWay(LaunchId launch) ->
                queue.takeUp(launch)
                        ? attempt(request, QueuePlace.takenUp(queue, launch, clock), launch)
                        : new LaunchOutcome.Refused(launch, LaunchRefusal.UNDER_WAY);
        };
    }

    private LaunchOutcome copy(LaunchRequest request, LaunchId launch, SessionId id, HostId hostId) {
        // The right is checked for a copy too: it may have been taken away between the two clicks.
        Optional<PublishedResource> resource = granted(request);
        if (resource.isEmpty() && request.what() instanceof LaunchRequest.Open) {
            return refusedCopy(request, launch, LaunchRefusal.RESOURCE_UNKNOWN);
        }
        Principal principal = request.principal();
        SiteRules now = rules.of(principal.site());
        Optional<ConnectionMode> mode = mode(request, now);
        if (request.client() instanceof LaunchRequest.RdpClient && mode.isEmpty()) {
            return refusedCopy(request, launch, LaunchRefusal.MODE_NOT_ALLOWED);
        }
        Optional<Session> session = sessions.live(principal.site(), principal.user(), id);
        if (session.isEmpty()) {
            return refusedCopy(request, launch, LaunchRefusal.SESSION_UNKNOWN);
        }
        return host(principal, hostId)
                .<LaunchOutcome>map(host -> outcome(
                        request,
                        launch,
                        session.get().key(),
                        id,
                        host,
                        mode,
                        policy(request, session.get().key())))
                .orElseGet(() -> refusedCopy(request, launch, LaunchRefusal.NO_HOST_AVAILABLE));
    }

    private LaunchOutcome openedBefore(LaunchRequest request, LaunchId launch, SessionId id) {
        Principal principal = request.principal();
        return sessions.live(principal.site(), principal.user(), id)
                .flatMap(session -> host(principal, session.host())
                        .<LaunchOutcome>map(host ->
                                new LaunchOutcome.OpenedInSession(launch, id, host, policy(request, session.key()))))
                .orElseGet(() -> refusedCopy(request, launch, LaunchRefusal.SESSION_UNKNOWN));
    }

    /** What is opened, if the user may; empty too for somebody who only returns. */
    private Optional<PublishedResource> granted(LaunchRequest request) {
        return switch (request.what()) {
            case LaunchRequest.Open(ResourceId id, boolean another) ->
                resources
                        .find(request.principal().site(), id)
                        .filter(found -> Entitlement.of(request.principal(), found) instanceof Entitlement.Granted);
            case LaunchRequest.Return back -> Optional.empty();
        };
    }

    /** By which way an RDP client comes; empty for a browser, and when it may not come by the way that it wishes. */
    private static Optional<ConnectionMode> mode(LaunchRequest request, SiteRules rules) {
        return switch (request.client()) {
            case LaunchRequest.Browser page -> Optional.empty();
            case LaunchRequest.RdpClient(Optional<ConnectionMode> wish, boolean relay) ->
                rules.mode(request.principal(), wish);
        };
    }

    /**
     * What a client may do in a session.
     *
     * <p>INVARIANT: never more than it was begun with, nor than is allowed now.
     */
    private SessionPolicy policy(LaunchRequest request, SessionKey key) {
        PartialPolicy resource = granted(request).map(PublishedResource::policy).orElse(PartialPolicy.SILENT);
        Principal principal = request.principal();
        return SessionPolicy.ofFingerprint(key.policy())
                .strictest(rules.of(principal.site()).policy(principal, resource));
    }

    private LaunchOutcome refusedCopy(LaunchRequest request, LaunchId launch, LaunchRefusal because) {
        facts.refused(request, launch, because, TICKET_AGAIN);
        return new LaunchOutcome.Refused(launch, because);
    }

    private LaunchOutcome outcome(
            LaunchRequest request,
            LaunchId launch,
            SessionKey key,
            SessionId session,
            Host host,
            Optional<ConnectionMode> mode,
            SessionPolicy policy) {
        Principal principal = request.principal();
        String ticket = tickets.issue(launch, principal.site(), principal.user(), host, request.client());
        return mode.<LaunchOutcome>map(way -> new LaunchOutcome.File(
                        launch, session, key.kind(), granted(request), host, ticket, tickets.code(launch), way, policy))
                .orElseGet(() -> new LaunchOutcome.Connect(launch, session, ticket, host, policy));
    }

    private Optional<Host> host(Principal principal, HostId id) {
        return directory.facts(principal.site()).stream()
                .map(HostFacts::host)
                .filter(host -> host.id().equals(id))
                .findFirst();
    }

    /** One launch under way. It lives as long as the call. */
    private final class Attempt {

        private final LaunchId launch;
        private final LaunchRequest request;
        private final Principal principal;
        private final Map<HostId, Rejection> refusedBy = new HashMap<>();
        private LaunchRefusal lastDecline = LaunchRefusal.NO_HOST_AVAILABLE;
        private String lastDetail = "";
        private int askedTooEarly;
        private int askedInVain;
        private final SiteRules now;
        private final Optional<ConnectionMode> mode;
        private final Optional<HostOrders.RdpTerms> terms;
        private final Duration grace;
        private final QueuePlace place;
        private int attempts;

        Attempt(LaunchId launch, LaunchRequest request, QueuePlace place) {
            this.launch = launch;
            this.place = place;
            this.request = request;
            this.principal = request.principal();
            this.now = rules.of(principal.site());
            this.mode = mode(request, now);
            this.terms = mode.map(way -> new HostOrders.RdpTerms(tickets.code(launch), way, now.addressBound()));
            this.grace = request.client().opens().plus(TO_BEGIN);
        }

        LaunchOutcome run() {
            if (request.client() instanceof LaunchRequest.RdpClient && mode.isEmpty()) {
                return refuse(LaunchRefusal.MODE_NOT_ALLOWED, "allowed: " + now.allowed(principal), Optional.empty());
            }
            if (request.client() instanceof LaunchRequest.RdpClient rdp && mode.equals(RELAYED) && !rdp.relay()) {
                return refuse(LaunchRefusal.NO_RDP_ADDRESS, "the gateway has no plain relay", Optional.empty());
            }
            terms.ifPresent(known -> launches.expects(launch, known));
            return switch (request.what()) {
                case LaunchRequest.Open(ResourceId id, boolean another) -> open(id, another);
                case LaunchRequest.Return(SessionId id) -> comeBack(id);
            };
        }

        private LaunchOutcome open(ResourceId id, boolean another) {
            Optional<PublishedResource> found = resources.find(principal.site(), id);
            if (found.isEmpty()) {
                return refuse(LaunchRefusal.RESOURCE_UNKNOWN, "no resource " + id, Optional.empty());
            }
            PublishedResource resource = found.get();
            if (Entitlement.of(principal, resource) instanceof Entitlement.Denied(Entitlement.Because because)) {
                return refuse(LaunchRefusal.RESOURCE_UNKNOWN, because.code(), Optional.empty());
            }
            if (!resource.availability().available()) {
                return refuse(
                        LaunchRefusal.RESOURCE_UNAVAILABLE,
                        resource.availability().message(),
                        Optional.empty());
            }
            int most = resource.availability().maxUses();
            if (most > 0
                    && !sessions.oneByOne(
                            principal.site(), () -> launches.use(launch, principal.user(), resource.id(), most))) {
                return refuse(LaunchRefusal.RESOURCE_IN_USE, "at most " + most + " users", Optional.empty());
            }
            SessionKey key = new SessionKey(
                    principal.site(),
                    principal.user(),
                    SessionKind.of(resource.kind()),
                    now.policy(principal, resource.policy()).fingerprint());
            List<Host> offering = directory.facts(principal.site()).stream()
                    .map(HostFacts::host)
                    .filter(host -> resource.offeredBy(host.id()))
                    .toList();
            boolean needsNone = !offering.isEmpty() && offering.stream().noneMatch(Host::managed);
            // Looking for an account may give one out, so it is done for hosts that need it alone.
            Optional<HostAccount> account = needsNone ? Optional.empty() : accounts.accountOf(principal);
            if (account.isEmpty() && offering.stream().allMatch(Host::managed)) {
                return refuse(LaunchRefusal.ACCOUNT_NONE, NO_ACCOUNT, Optional.empty());
            }
            while (attempts++ < MAX_ATTEMPTS) {
                Optional<Session> session = sessions.live(key);
                if (session.isPresent() && place.isTaken()) {
                    // Another click has made it meanwhile.
                    place.leave();
                    launches.queued(launch);
                }
                Optional<LaunchOutcome> outcome = session.isPresent()
                        ? resume(session.get(), account, Optional.of(resource), another)
                        : start(key, account, resource);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
            return refuse(lastDecline, lastDetail, Optional.empty());
        }

        private LaunchOutcome comeBack(SessionId id) {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Optional<Session> session = sessions.live(principal.site(), principal.user(), id);
                if (session.isEmpty()) {
                    return refuse(LaunchRefusal.SESSION_UNKNOWN, "no live session " + id, Optional.empty());
                }
                boolean managed =
                        host(principal, session.get().host()).map(Host::managed).orElse(true);
                Optional<HostAccount> account = managed ? accounts.accountOf(principal) : Optional.empty();
                if (managed && account.isEmpty()) {
                    return refuse(LaunchRefusal.ACCOUNT_NONE, NO_ACCOUNT, Optional.empty());
                }
                Optional<LaunchOutcome> outcome = resume(session.get(), account, Optional.empty(), false);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
            return refuse(LaunchRefusal.SESSION_UNKNOWN, "the host does not have session " + id, Optional.empty());
        }

        /** Back to a session; empty when it turned out to be gone. */
        private Optional<LaunchOutcome> resume(
                Session session, Optional<HostAccount> account, Optional<PublishedResource> resource, boolean another) {
            Optional<Host> found = host(principal, session.host());
            if (found.isEmpty()) {
                sessions.end(session.id(), HOST_LOST);
                return Optional.empty();
            }
            Host host = found.get();
            // An agent says itself what it cannot open.
            boolean agentDecides = host.managed() && account.isPresent();
            if (!agentDecides && resource.isPresent() && !resource.get().offeredBy(host.id())) {
                return Optional.of(refuse(LaunchRefusal.SESSION_CONFLICT, host.name(), Optional.empty()));
            }
            if (!host.state().takesReturns()) {
                return Optional.of(refuse(LaunchRefusal.HOST_DISABLED, host.name(), Optional.empty()));
            }
            Optional<Rejection> unfit = unfit(resource, session.key(), account).of(host);
            if (unfit.isPresent()) {
                return Optional.of(refuse(UnfitHosts.refusal(unfit.get()), host.name(), Optional.empty()));
            }
            if (session.state() == SessionState.STARTING) {
                sessions.await(session.id(), grace);
            }
            return account.isPresent() && host.managed()
                    ? resumeManaged(session, host, account.get(), resource, another)
                    : resumeUnmanaged(session, host);
        }

        /** What is opened decides; of who only returns, what the session shows. */
        private UnfitHosts unfit(Optional<PublishedResource> resource, SessionKey key, Optional<HostAccount> account) {
            ResourceKind kind = resource.map(PublishedResource::kind)
                    .orElse(key.kind() == SessionKind.DESKTOP ? ResourceKind.DESKTOP : ResourceKind.APPLICATION);
            return new UnfitHosts(kind, mode, request.address(), account.isPresent());
        }

        private Optional<LaunchOutcome> resumeUnmanaged(Session session, Host host) {
            boolean fails = directory.facts(principal.site()).stream()
                    .anyMatch(facts -> facts.host().id().equals(host.id()) && facts.rdp() == HostFacts.Rdp.FAILS);
            // What a check found seconds ago is no reason to take a session for lost.
            if (fails && directory.isDead(host.id())) {
                sessions.endAll(host.id(), HOST_LOST);
                refusedBy.put(host.id(), Rejection.RDP_FAILS);
                return Optional.empty();
            }
            launches.placed(launch, session.id(), host.id(), Optional.empty());
            return Optional.of(issue(session.id(), session.key(), host));
        }

        private Optional<LaunchOutcome> resumeManaged(
                Session session,
                Host host,
                HostAccount account,
                Optional<PublishedResource> resource,
                boolean another) {
            launches.placed(launch, session.id(), host.id(), Optional.empty());
            // Who only returns wants a connection, also when there is one: to see the session in another size, for
            // instance.
            boolean inPlace = resource.isPresent() && request.attached().contains(session.id());
            HostOrders.Answer answer = orders.prepare(
                    host.id(),
                    order(session.id(), session.key(), true, inPlace, account, resource, another, List.of()));
            return switch (answer) {
                case HostOrders.Expected expected -> Optional.of(issue(session.id(), session.key(), host));
                case HostOrders.Opened opened -> Optional.of(opened(session.id(), session.key(), host));
                case HostOrders.NoSession gone -> {
                    boolean starting = session.state() == SessionState.STARTING;
                    // Somebody took this place a moment ago, and the order that begins the session may be behind ours.
                    if (!starting || ++askedTooEarly > ASKED_TOO_EARLY) {
                        sessions.end(session.id(), starting ? SessionSync.NEVER_STARTED : SessionSync.ENDED_ON_HOST);
                    }
                    yield Optional.empty();
                }
                case HostOrders.Declined(LaunchRefusal because, String detail) ->
                    Optional.of(refuse(because, detail, Optional.empty()));
                case HostOrders.Silent silent -> {
                    // The session may be alive without its agent; a second one elsewhere would tear the user's work in
                    // two. Only a host that is dead for certain is given up.
                    if (!directory.isDead(host.id())) {
                        yield ++askedInVain < ASKED_IN_VAIN
                                ? Optional.empty()
                                : Optional.of(refuse(LaunchRefusal.HOST_NOT_ANSWERING, host.name(), Optional.empty()));
                    }
                    sessions.endAll(host.id(), HOST_LOST);
                    refusedBy.put(host.id(), Rejection.NOT_LISTENING);
                    yield Optional.empty();
                }
            };
        }

        /** A place for a new session, or why there is none; empty when there is a session after all. */
        private sealed interface Choice permits Taken, NoPlace, InQueue, GivenUp, TryAgain {}

        private record Taken(SessionId session, Host host, Placement placement, boolean waited) implements Choice {}

        private record NoPlace(Placement placement, String message) implements Choice {}

        private record InQueue(Placement placement, Duration left) implements Choice {}

        private record GivenUp() implements Choice {}

        private record TryAgain() implements Choice {}

        /** A new session; empty when the chosen host did not take it and another try is worth it. */
        private Optional<LaunchOutcome> start(
                SessionKey key, Optional<HostAccount> account, PublishedResource resource) {
            UnfitHosts unfit = unfit(Optional.of(resource), key, account);
            return switch (sessions.oneByOne(principal.site(), () -> choose(key, resource, unfit))) {
                case Taken(SessionId session, Host host, Placement placement, boolean waited) -> {
                    if (waited) {
                        launches.queued(launch);
                    }
                    launches.placed(launch, session, host.id(), Optional.of(placement));
                    yield account.isPresent() && host.managed()
                            ? ask(session, key, host, account.get(), resource)
                            : Optional.of(issue(session, key, host));
                }
                case NoPlace(Placement placement, String message) -> Optional.of(none(placement, message));
                case InQueue(Placement placement, Duration left) -> waitForTurn(placement, left);
                case GivenUp by -> givenUp();
                case TryAgain again -> Optional.empty();
            };
        }

        private Optional<LaunchOutcome> waitForTurn(Placement placement, Duration left) {
            return switch (place.await(left)) {
                case LOOK -> {
                    attempts = 0;
                    yield Optional.empty();
                }
                case REST -> Optional.of(new LaunchOutcome.Queued(launch, place.rest()));
                case TIMEOUT -> Optional.of(refuse(LaunchRefusal.QUEUE_TIMEOUT, "", Optional.of(placement)));
                case GONE -> givenUp();
            };
        }

        /** Who gave it up has written that down. */
        private Optional<LaunchOutcome> givenUp() {
            return Optional.of(new LaunchOutcome.Refused(launch, LaunchRefusal.GIVEN_UP));
        }

        private Choice choose(SessionKey key, PublishedResource resource, UnfitHosts unfit) {
            if (place.isGivenUp()) {
                return new GivenUp();
            }
            List<HostFacts> facts = directory.facts(principal.site());
            Map<HostId, Rejection> refused = unfit.of(facts);
            refused.putAll(refusedBy);
            sessions.hostsOf(principal.site(), principal.user())
                    .forEach(host -> refused.putIfAbsent(host, Rejection.OTHER_SESSION));
            return switch (choice.choose(
                    principal.site(), launch, facts, resource::offeredBy, refused, clock.instant())) {
                case HostChoice.This(Host host, int logonCap, Placement placement) ->
                    reserve(key, host, logonCap, placement);
                case HostChoice.Later(Placement placement, Duration left) -> new InQueue(placement, left);
                case HostChoice.None(Placement placement, String message) -> new NoPlace(placement, message);
            };
        }

        private Choice reserve(SessionKey key, Host host, int logonCap, Placement placement) {
            SessionId session = new SessionId(ids.get());
            return switch (sessions.reserve(session, key, host, logonCap, grace)) {
                case RESERVED -> {
                    boolean waited = place.isTaken();
                    // In the same step, so that nobody waits for the place of one that has its host.
                    if (!place.leave() && waited) {
                        sessions.end(session, LaunchRefusal.GIVEN_UP.code());
                        yield new GivenUp();
                    }
                    yield new Taken(session, host, placement, waited);
                }
                case ALREADY_THERE, HOST_LOGONS_FULL -> new TryAgain();
                case HOST_FULL -> {
                    refusedBy.put(host.id(), Rejection.FULL);
                    yield new TryAgain();
                }
            };
        }

        private Optional<LaunchOutcome> ask(
                SessionId session, SessionKey key, Host host, HostAccount account, PublishedResource resource) {
            List<PublishedResource> besides = alongside.of(principal, now, key, host.id(), resource);
            HostOrders.Prepare order =
                    order(session, key, false, false, account, Optional.of(resource), false, besides);
            return switch (orders.prepare(host.id(), order)) {
                case HostOrders.Expected expected -> Optional.of(issue(session, key, host));
                case HostOrders.Opened opened -> Optional.of(opened(session, key, host));
                case HostOrders.NoSession gone -> givenUp(session, host, Rejection.DECLINED, "no session");
                case HostOrders.Declined(LaunchRefusal because, String detail) -> {
                    lastDecline = because;
                    yield givenUp(session, host, Rejection.DECLINED, detail);
                }
                case HostOrders.Silent silent -> givenUp(session, host, Rejection.NOT_LISTENING, host.name());
            };
        }

        private Optional<LaunchOutcome> givenUp(SessionId session, Host host, Rejection because, String detail) {
            sessions.end(session, because.code());
            refusedBy.put(host.id(), because);
            lastDetail = detail;
            return Optional.empty();
        }

        private HostOrders.Prepare order(
                SessionId session,
                SessionKey key,
                boolean existing,
                boolean inPlace,
                HostAccount account,
                Optional<PublishedResource> resource,
                boolean another,
                List<PublishedResource> besides) {
            return new HostOrders.Prepare(
                    launch,
                    session,
                    key,
                    existing,
                    inPlace,
                    principal,
                    account,
                    resource,
                    another,
                    request.client(),
                    request.screen(),
                    policy(request, key),
                    terms,
                    besides);
        }

        private LaunchOutcome issue(SessionId session, SessionKey key, Host host) {
            // Signed first: what the books and the audit log say must be true.
            LaunchOutcome outcome = outcome(request, launch, key, session, host, mode, policy(request, key));
            if (!host.managed() && mode.filter(ConnectionMode::mayGoDirect).isPresent()) {
                sessions.goesUnseen(session);
            }
            launches.ticketed(launch);
            facts.done(request, launch, host.name());
            return outcome;
        }

        private LaunchOutcome opened(SessionId session, SessionKey key, Host host) {
            launches.opened(launch);
            facts.done(request, launch, host.name());
            return new LaunchOutcome.OpenedInSession(launch, session, host, policy(request, key));
        }

        private LaunchOutcome refuse(LaunchRefusal because, String detail, Optional<Placement> placement) {
            launches.refused(launch, because, detail, placement);
            facts.refused(request, launch, because, detail);
            return new LaunchOutcome.Refused(launch, because);
        }

        private LaunchOutcome none(Placement placement, String message) {
            LaunchRefusal because = why(placement);
            refuse(because, lastDetail, Optional.of(placement));
            return new LaunchOutcome.Refused(launch, because, because == LaunchRefusal.HOST_MAINTENANCE ? message : "");
        }

        private LaunchRefusal why(Placement placement) {
            return refusedBy.containsValue(Rejection.DECLINED) ? lastDecline : UnfitHosts.why(placement);
        }
    }
}
