package org.usher.broker.launch;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.usher.broker.events.EventHub;
import org.usher.broker.farm.TicketsByKey;
import org.usher.broker.hosts.OrdersByLink;
import org.usher.broker.store.JdbcClaims;
import org.usher.broker.store.JdbcHosts;
import org.usher.broker.store.JdbcPeople;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.Principal;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.policy.RuleBook;
import org.usher.domain.policy.SessionPolicy;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.FindLaunch;
import org.usher.link.gateway.GatewayReport;
import org.usher.link.host.Permissions;
import org.usher.wire.component.ComponentName;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketKeys;
import org.usher.wire.ticket.TicketVerdict;

/** What gateways ask of launches: for connect codes, and for hosts that have no front that could decide. */
public final class UnmanagedSessions {

    private static final String FIND = "launch.find";
    private static final String CLAIM = "launch.claim";

    private final JdbcClaims claims;
    private final JdbcHosts hosts;
    private final JdbcPeople people;
    private final RuleBook rules;
    private final TicketsByKey tickets;
    private final Supplier<TicketKeys> keys;
    private final LaunchNews news;
    private final EventHub events;
    private final AuditLog audit;
    private final SiteId site;
    private final InstantSource clock;

    public UnmanagedSessions(
            JdbcClaims claims,
            JdbcHosts hosts,
            JdbcPeople people,
            RuleBook rules,
            TicketsByKey tickets,
            Supplier<TicketKeys> keys,
            LaunchNews news,
            EventHub events,
            AuditLog audit,
            SiteId site,
            InstantSource clock) {
        this.claims = claims;
        this.hosts = hosts;
        this.people = people;
        this.rules = rules;
        this.tickets = tickets;
        this.keys = keys;
        this.news = news;
        this.events = events;
        this.audit = audit;
        this.site = site;
        this.clock = clock;
    }

    /** The ticket of the launch with this connect code; empty when none is good. */
    public Optional<String> find(FindLaunch wanted, ComponentName gateway) {
        Optional<String> ticket = claims.find(site, wanted.codeDigest())
                .filter(found -> people.user(site, found.user())
                        .filter(JdbcPeople.User::enabled)
                        .isPresent())
                .flatMap(found -> hosts.find(site, found.host())
                        .map(known -> tickets.copy(
                                found.launch(),
                                site,
                                found.user(),
                                known.host(),
                                found.at(),
                                new LaunchRequest.RdpClient(Optional.empty(), false))));
        if (ticket.isEmpty()) {
            audit.record(AuditFact.refused(
                    site, gateway.toString(), wanted.address(), FIND, "connect code", FindLaunch.UNKNOWN));
        }
        return ticket;
    }

    /** What came of a claim. */
    public sealed interface Outcome {}

    /** The gateway carries the client. */
    public record Granted(Permissions permissions) implements Outcome {}

    /** It does not. */
    public record Refused(String code) implements Outcome {}

    /** Lets a gateway carry a client to an unmanaged host. */
    public Outcome claim(ClaimLaunch wanted, ComponentName gateway) {
        Outcome outcome = decide(wanted, gateway);
        if (outcome instanceof Refused(String code)) {
            audit.record(AuditFact.refused(
                    site, gateway.toString(), wanted.address(), CLAIM, "launch " + wanted.launch(), code));
        }
        return outcome;
    }

    private Outcome decide(ClaimLaunch wanted, ComponentName gateway) {
        // The gateway has judged the ticket; it is judged again because the decision is this broker's.
        Ticket ticket;
        switch (keys.get().judgeSignature(wanted.ticket())) {
            case TicketVerdict.Good(Ticket good) -> ticket = good;
            case TicketVerdict.Bad(TicketVerdict.Reason reason) -> {
                return new Refused(reason.code());
            }
        }
        if (!ticket.launch().equals(wanted.launch()) || ticket.returnUntil().isBefore(clock.instant())) {
            return new Refused(ClaimLaunch.UNKNOWN);
        }
        Optional<JdbcPeople.User> user = people.user(site, new org.usher.domain.identity.UserId(ticket.user()))
                .filter(JdbcPeople.User::enabled);
        if (user.isEmpty()) {
            return new Refused(ClaimLaunch.UNKNOWN);
        }
        return switch (claims.claim(site, new LaunchId(wanted.launch()), wanted.address(), wanted.again())) {
            case JdbcClaims.Refused(String code) -> new Refused(code);
            case JdbcClaims.Taken(JdbcClaims.Good launch, boolean first) -> {
                if (first) {
                    audit.record(AuditFact.done(
                                    site, user.get().name(), wanted.address(), CLAIM, "launch " + wanted.launch())
                            .with(Map.of("gateway", gateway.toString())));
                    news.carried(launch.launch());
                }
                events.tell(new EventHub.SessionsOf(launch.user()));
                yield new Granted(OrdersByLink.permissions(policy(launch, user.get())));
            }
        };
    }

    private SessionPolicy policy(JdbcClaims.Good launch, JdbcPeople.User user) {
        Principal who =
                new Principal(site, user.id(), user.name(), user.displayName(), user.groups(), user.administrator());
        return SessionPolicy.ofFingerprint(launch.policy())
                .strictest(rules.of(site).policy(who, PartialPolicy.SILENT));
    }

    /** Takes a gateway's list of what it carries, and answers with what of it is to end. */
    public List<UUID> keep(List<GatewayReport.Carried> carried) {
        JdbcClaims.Kept kept = claims.keep(site, carried);
        kept.changed().forEach(user -> events.tell(new EventHub.SessionsOf(user)));
        return kept.ended();
    }
}
