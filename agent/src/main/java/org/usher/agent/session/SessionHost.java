package org.usher.agent.session;

import java.util.List;
import java.util.UUID;
import org.usher.agent.host.Accounts;

/** What an agent can do with the sessions of its host's RDP server. */
public interface SessionHost {

    /** Every session, whoever started it. */
    List<RunningSession> sessions();

    /**
     * Starts a session ahead of its client. Blocks until it is there.
     *
     * @return what went wrong; empty when it runs
     */
    String start(Accounts.Entry account, UUID session, int width, int height);

    /** Takes the client off a session. */
    boolean disconnect(RunningSession session);

    /** Ends a session with everything in it. Blocks until it is gone or will not go. */
    boolean end(RunningSession session);
}
