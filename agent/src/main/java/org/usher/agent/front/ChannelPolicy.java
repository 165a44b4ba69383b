package org.usher.agent.front;

import java.util.HashSet;
import java.util.Set;
import org.usher.link.host.Permissions;

/** Which static channels carry what a session may not do. Their names are xrdp's, by which it opens them. */
final class ChannelPolicy {

    private static final String CLIPBOARD = "cliprdr";
    private static final String DRIVES = "rdpdr";
    private static final String SOUND = "rdpsnd";

    /** What xrdp hears the client's microphone by, among other things. */
    private static final String DYNAMIC = "drdynvc";

    private ChannelPolicy() {}

    /** The names, in small letters, of the channels that nobody shall find. */
    static Set<String> denied(Permissions permissions) {
        Set<String> denied = new HashSet<>();
        if (permissions.clipboard() == Permissions.Clipboard.NONE) {
            denied.add(CLIPBOARD);
        }
        if (!permissions.drives()) {
            denied.add(DRIVES);
        }
        if (!permissions.audio()) {
            denied.add(SOUND);
            denied.add(DYNAMIC);
        }
        return denied;
    }
}
