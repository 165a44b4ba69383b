package org.usher.link.host;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session as the agent sees it.
 *
 * @param id the id that the broker gave; null for one that Usher did not start
 * @param account the account that it runs under
 * @param display the X display, such as {@code :10}
 * @param attached whether an RDP client is connected
 * @param orphan whether the host's session server has lost it, and nobody looks at it any more, so that nobody can return to it
 * @param seconds how long it has been running
 * @param windows its windows, in the order of their age
 */
public record HostSession(
        @Nullable UUID id,
        String account,
        String display,
        boolean attached,
        boolean orphan,
        long seconds,
        List<Window> windows) {

    private static final Pattern CONTROL = Pattern.compile("\\p{IsControl}");

    public HostSession {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(display, "display");
        windows = List.copyOf(windows);
    }

    /**
     * A window.
     *
     * @param id the window's X id in hexadecimal, with 0x in front
     * @param title its title, on one line
     * @param active whether it has the focus
     * @param resource the published resource that opened it; null when that cannot be told
     */
    public record Window(
            String id,
            String title,
            boolean active,
            @Nullable UUID resource) {

        public Window {
            Objects.requireNonNull(id, "id");
            // Any program may write anything there, and one bad title must not spoil the report of a whole host.
            title = CONTROL.matcher(title).replaceAll(" ");
        }
    }
}
