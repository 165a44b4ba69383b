package org.usher.domain.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.ConnectCode;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.TicketOffice;

/** Tickets that nobody signed, with a stub of each that was given out. */
public final class PaperTickets implements TicketOffice {

    private final List<Stub> stubs = new CopyOnWriteArrayList<>();

    /** What is kept of a ticket. */
    public record Stub(
            LaunchId launch, SiteId site, UserId user, HostId host, String target, LaunchRequest.Client client) {}

    @Override
    public String issue(LaunchId launch, SiteId site, UserId user, Host host, LaunchRequest.Client client) {
        stubs.add(new Stub(launch, site, user, host.id(), host.target(), client));
        return "paper ticket " + stubs.size();
    }

    @Override
    public ConnectCode code(LaunchId launch) {
        return new ConnectCode("code of " + launch, "digest of the code of " + launch);
    }

    /** Every ticket that was given out, oldest first. */
    public List<Stub> issued() {
        return List.copyOf(stubs);
    }
}
