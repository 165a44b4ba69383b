package org.usher.domain.hosts;

import java.time.Instant;
import java.util.Optional;

/**
 * All that placement looks at for one host.
 *
 * @param load the last report; empty when it never reported
 * @param listening whether its agent is there to take orders at this moment
 * @param rdp what the last health check of its RDP port found
 * @param reserved the farm's sessions on the host, from their reservation on
 * @param logons how many of those are beginning at the moment
 * @param lastGiven when it was last given a session; empty when it never was
 */
public record HostFacts(
        Host host,
        Optional<HostLoad> load,
        boolean listening,
        Rdp rdp,
        int reserved,
        int logons,
        Optional<Instant> lastGiven) {

    /** A host on which no session is beginning, and of which nobody knows when it was given one. */
    public HostFacts(Host host, Optional<HostLoad> load, boolean listening, Rdp rdp, int reserved) {
        this(host, load, listening, rdp, reserved, 0, Optional.empty());
    }

    /** What an X.224 round trip to the front said. */
    public enum Rdp {
        /** Not checked yet; the agent's word has to do. */
        UNKNOWN,
        /** It answered. */
        ANSWERS,
        /** It refused, was silent, or answered something else. */
        FAILS
    }

    /** All sessions that take a place. */
    public int sessions() {
        return load.map(HostLoad::sessions).orElse(0) + reserved;
    }
}
