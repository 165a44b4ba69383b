package org.usher.gateway.admission;

import java.time.Duration;
import java.util.Optional;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.HostAndPort;
import org.usher.wire.Octets;
import org.usher.wire.tsgu.Redirections;

/** What was decided about a visitor. */
public sealed interface Decision {

    /**
     * It may come in.
     *
     * @param host where its connection goes; for a front the very address at which it has proven itself
     * @param pass what that connection begins with, if anything: good once, and for half a minute
     * @param redirections which devices it may bring
     * @param idle after how long without input it is ended, zero for never
     */
    record Admitted(HostAndPort host, Optional<Octets> pass, Redirections redirections, Duration idle)
            implements Decision {}

    /** It may not. */
    record Refused(String reason) implements Decision {}

    /** The host's front could not be asked, so there is no way to the host either. */
    record Unreachable(Dialled.Failed why) implements Decision {}

    /** Nobody who knows could be asked, for this reason. */
    record Unknown(String reason, String detail) implements Decision {}
}
