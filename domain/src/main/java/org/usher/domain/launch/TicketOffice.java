package org.usher.domain.launch;

import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.identity.UserId;

/** Where tickets are signed. */
public interface TicketOffice {

    /** A ticket for one launch, bound to one portal session. */
    String issue(LaunchId launch, SiteId site, UserId user, Host host, String client);
}
