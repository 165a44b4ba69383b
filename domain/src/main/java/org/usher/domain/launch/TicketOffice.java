package org.usher.domain.launch;

import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.identity.UserId;

/** Where the secrets of launches are made. */
public interface TicketOffice {

    /** A ticket for one launch, bound to the client and good for as long as that one has to come. */
    String issue(LaunchId launch, SiteId site, UserId user, Host host, LaunchRequest.Client client);

    /** The launch's connect code: the same one each time. */
    ConnectCode code(LaunchId launch);
}
