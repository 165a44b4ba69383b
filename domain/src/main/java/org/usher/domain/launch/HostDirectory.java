package org.usher.domain.launch;

import java.util.List;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;

/** What a launch needs to know of hosts. */
public interface HostDirectory {

    /** Every host of the site, in no order. */
    List<HostFacts> facts(SiteId site);

    /** Asks the host's RDP port now, and answers whether nobody is there. It takes seconds at the most. */
    boolean isDead(HostId host);
}
