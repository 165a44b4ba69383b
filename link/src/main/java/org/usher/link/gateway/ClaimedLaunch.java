package org.usher.link.gateway;

import java.util.Objects;
import org.usher.link.host.Permissions;

/**
 * A launch is the claiming gateway's to carry.
 *
 * @param permissions what the gateway tells the client to leave out, and after how many idle minutes it ends the connection
 */
public record ClaimedLaunch(Permissions permissions) {

    public ClaimedLaunch {
        Objects.requireNonNull(permissions, "permissions");
    }
}
