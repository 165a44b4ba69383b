package org.usher.domain.testing;

import java.util.Set;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.Launches;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.domain.sessions.SessionKey;
import org.usher.domain.sessions.SessionKind;
import org.usher.domain.sessions.SessionState;

class InMemoryLaunchesTest extends LaunchesContract {

    private final CountedIds ids = new CountedIds();
    private final SiteId site = new SiteId(ids.get());
    private final InMemoryLaunches launches = new InMemoryLaunches();

    @Override
    protected Launches launches() {
        return launches;
    }

    @Override
    protected Principal somebody() {
        return new Principal(site, new UserId(ids.get()), "somebody", "Somebody", Set.of(), false);
    }

    @Override
    protected Session session(Principal who) {
        return new Session(
                new SessionId(ids.get()),
                new SessionKey(site, who.user(), SessionKind.APPLICATIONS, SessionKey.USUAL_POLICY),
                new HostId(ids.get()),
                SessionState.ACTIVE);
    }
}
