package org.usher.agent.front;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.link.host.Permissions;
import org.usher.wire.Octets;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.rdpfile.ConnectCode;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketKeys;
import org.usher.wire.ticket.TicketVerdict;

/**
 * The RDP clients of this front, and the decision who may come and come back. One that comes by itself shows its connect
 * code; for one that comes through a gateway the gateway asks with its ticket, and gets a pass for its connection.
 *
 * <p>INVARIANT: a launch is claimed once. What lets somebody in a second time is the lease of that claim, and it ends with
 * the session.
 *
 * <p>Owned by the front's one thread.
 */
final class RdpClients {

    private static final Logger LOG = LoggerFactory.getLogger(RdpClients.class);

    private static final String UNKNOWN = "launch-unknown";
    private static final String OTHER_ADDRESS = "other-address";
    private static final String OTHER_CODE = "code-other-launch";
    private static final String NO_CODE = "code-missing";
    private static final String NO_PASS = "pass-unknown";

    /** xrdp 0.9 knows no printers of clients, so nobody need offer any. */
    private static final boolean PRINTERS = false;

    private final UUID host;
    private final Expectations expectations;
    private final Picture picture;
    private final AgentLine agent;
    private final SecureRandom random;
    private final LongSupplier nanoTime;
    private final FrontLimits limits;
    private final Map<UUID, Lease> leases = new HashMap<>();
    private final Map<Octets, Pass> passes = new HashMap<>();
    private TicketKeys keys;

    private record Pass(Lease lease, InetAddress client, long until) {}

    RdpClients(
            UUID host,
            TicketKeys keys,
            Expectations expectations,
            Picture picture,
            AgentLine agent,
            SecureRandom random,
            LongSupplier nanoTime,
            FrontLimits limits) {
        this.host = host;
        this.keys = keys;
        this.expectations = expectations;
        this.picture = picture;
        this.agent = agent;
        this.random = random;
        this.nanoTime = nanoTime;
        this.limits = limits;
    }

    void keys(TicketKeys fresh) {
        keys = fresh;
    }

    /** What became of somebody who wanted in. */
    sealed interface Entry {}

    /** In. */
    record Entered(Lease lease) implements Entry {}

    /** Out. */
    record Refused(String reason) implements Entry {}

    /** Answers a gateway. */
    AdmissionFrame answer(AdmissionFrame.Ask asked) {
        return switch (byTicket(asked.ticket(), asked.client())) {
            case Entered(Lease lease) -> admitted(asked, lease);
            case Refused(String reason) -> {
                refused(asked.client(), reason);
                yield new AdmissionFrame.Refused(asked.number(), reason);
            }
        };
    }

    private Entry byTicket(String text, InetAddress client) {
        return switch (keys.judgeSignature(text)) {
            case TicketVerdict.Bad(TicketVerdict.Reason reason) -> new Refused(reason.code());
            case TicketVerdict.Good(Ticket ticket) -> {
                if (!ticket.host().equals(host)) {
                    yield new Refused("destination-mismatch");
                }
                yield byLaunch(ticket, client);
            }
        };
    }

    private Entry byLaunch(Ticket ticket, InetAddress client) {
        Optional<Lease> lease = lease(ticket.launch());
        Optional<FrontOrder.Expect> launch = lease.map(Lease::launch).or(() -> expectations.expected(ticket.launch()));
        if (launch.isEmpty()) {
            return new Refused(UNKNOWN);
        }
        boolean fits = launch.get().codeDigest() != null
                && launch.get().user().equals(ticket.user())
                && launch.get().client().equals(ticket.client().text());
        if (!fits) {
            return new Refused("ticket-other-client");
        }
        return lease.or(() -> claimed(expectations.claim(ticket.launch()), client))
                .map(live -> from(client, live))
                .orElse(new Refused(UNKNOWN));
    }

    private static Entry from(InetAddress client, Lease lease) {
        return lease.isFor(client) ? new Entered(lease) : new Refused(OTHER_ADDRESS);
    }

    private Optional<Lease> lease(UUID launch) {
        leases.values().removeIf(lease -> lease.isOver(nanoTime.getAsLong()));
        return Optional.ofNullable(leases.get(launch));
    }

    private Optional<Lease> claimed(Optional<FrontOrder.Expect> launch, InetAddress client) {
        return launch.map(expect -> {
            Lease lease = new Lease(
                    expect, client, nanoTime.getAsLong() + limits.lease().toNanos());
            leases.put(expect.launch(), lease);
            agent.reached(expect.launch(), RdpSide.TUNNEL);
            LOG.info("launch {}: claimed by an RDP client at {}", expect.launch(), client.getHostAddress());
            return lease;
        });
    }

    private AdmissionFrame admitted(AdmissionFrame.Ask asked, Lease lease) {
        long now = nanoTime.getAsLong();
        passes.values().removeIf(pass -> pass.until() - now < 0);
        byte[] bytes = new byte[AdmissionFrame.PASS];
        random.nextBytes(bytes);
        Octets pass = Octets.of(bytes);
        passes.put(pass, new Pass(lease, asked.client(), now + limits.pass().toNanos()));
        Permissions permissions = lease.launch().permissions();
        return new AdmissionFrame.Admitted(
                asked.number(),
                pass,
                permissions.drives(),
                PRINTERS,
                permissions.clipboard() != Permissions.Clipboard.NONE,
                permissions.idleMinutes());
    }

    /** The client whose gateway was given a pass, and where it comes from. */
    record Passed(Lease lease, InetAddress client) {}

    /** Whose pass this is, which is good for nobody else afterwards; shown by somebody at this address. */
    Optional<Passed> pass(Octets shown, InetAddress by) {
        Pass pass = passes.remove(shown);
        long now = nanoTime.getAsLong();
        if (pass == null || pass.until() - now < 0 || !isLive(pass.lease())) {
            refused(by, NO_PASS);
            return Optional.empty();
        }
        return Optional.of(new Passed(pass.lease(), pass.client()));
    }

    private boolean isLive(Lease lease) {
        return lease(lease.launch().launch()).equals(Optional.of(lease));
    }

    /** Lets somebody in who has said in its Client Info PDU that this is its password, or says why not. */
    Entry enter(RdpArrival arrival, String password) {
        List<Octets> codes = new ArrayList<>();
        arrival.code().map(RdpClients::digest).ifPresent(codes::add);
        ConnectCode.ofPassword(password).map(RdpClients::digest).ifPresent(codes::add);
        if (codes.stream().distinct().count() > 1) {
            return new Refused(OTHER_CODE);
        }
        Optional<Octets> code = codes.stream().findFirst();
        if (arrival.lease().isPresent()) {
            Lease lease = arrival.lease().get();
            if (!isLive(lease)) {
                return new Refused(UNKNOWN);
            }
            return code.isPresent() && !lease.hasCode(code.get()) ? new Refused(OTHER_CODE) : new Entered(lease);
        }
        return code.map(digest -> byCode(digest, arrival.client())).orElse(new Refused(NO_CODE));
    }

    private static Octets digest(ConnectCode code) {
        return Octets.digestOf(code.text());
    }

    private Entry byCode(Octets digest, InetAddress client) {
        return leases.values().stream()
                .filter(lease -> lease.hasCode(digest))
                .findFirst()
                .filter(this::isLive)
                .or(() -> claimed(expectations.claim(digest), client))
                .<Entry>map(lease -> from(client, lease))
                .orElse(new Refused(UNKNOWN));
    }

    /** The connection of a client that was let in. Whoever had the session's picture before loses it. */
    void begins(Lease lease, RdpVisit visit) {
        picture.movesTo(lease.launch());
        lease.begins(visit);
    }

    /** Somebody was turned away. */
    void refused(InetAddress client, String reason) {
        LOG.warn("refused an RDP client at {}: {}", client.getHostAddress(), reason);
        agent.tell(new FrontNews.Refused(client.getHostAddress(), reason));
    }

    /** This launch's client gets the picture: others that had it may not come back, its own earlier connection ends. */
    void takenOver(FrontOrder.Expect by) {
        for (Lease lease : which(lease -> lease.launch().session().equals(by.session()))) {
            if (!lease.launch().launch().equals(by.launch())) {
                leases.remove(lease.launch().launch());
            }
            lease.visit().ifPresent(visit -> visit.leave("taken-over"));
        }
    }

    /** The session is over, or taken away from its clients. The RDP server says so to those that are there. */
    void endSession(UUID session, String reason) {
        for (Lease lease : which(lease -> lease.launch().session().equals(session))) {
            leases.remove(lease.launch().launch());
            lease.visit().ifPresent(visit -> visit.leave(reason));
        }
    }

    void endClient(String client, String reason) {
        end(lease -> lease.launch().client().equals(client), reason);
    }

    void endAll(String reason) {
        end(lease -> true, reason);
    }

    private void end(Predicate<Lease> of, String reason) {
        for (Lease lease : which(of)) {
            leases.remove(lease.launch().launch());
            lease.visit().ifPresent(visit -> visit.end(reason));
        }
    }

    private List<Lease> which(Predicate<Lease> of) {
        return leases.values().stream().filter(of).toList();
    }
}
