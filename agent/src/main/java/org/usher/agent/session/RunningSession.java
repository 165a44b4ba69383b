package org.usher.agent.session;

import java.util.Optional;
import java.util.UUID;

/**
 * A session as the operating system shows it.
 *
 * @param id the broker's id; empty when the session was not started by us
 * @param uid whose it is
 * @param display the X display's number
 * @param manager the pid of the process whose end is the session's end; 0 when it is gone
 * @param server the pid of the X server
 * @param attached whether an RDP client is connected
 * @param orphan whether the session server that knew it is gone
 * @param seconds how long it has been running
 */
public record RunningSession(
        Optional<UUID> id,
        int uid,
        int display,
        int manager,
        int server,
        boolean attached,
        boolean orphan,
        long seconds) {

    /** The display's name, such as {@code :10}. */
    public String displayName() {
        return ":" + display;
    }
}
