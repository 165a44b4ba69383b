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
 * @param client who looks at it; null when nobody does, or when the host's front does not tell
 */
public record HostSession(
        @Nullable UUID id,
        String account,
        String display,
        boolean attached,
        boolean orphan,
        long seconds,
        List<Window> windows,
        @Nullable Client client) {

    private static final Pattern CONTROL = Pattern.compile("\\p{IsControl}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{IsControl}\\p{Cs}]");

    public HostSession {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(display, "display");
        windows = List.copyOf(windows);
    }

    /** A session of whose client nothing is known. */
    public HostSession(
            @Nullable UUID id,
            String account,
            String display,
            boolean attached,
            boolean orphan,
            long seconds,
            List<Window> windows) {
        this(id, account, display, attached, orphan, seconds, windows, null);
    }

    /**
     * A client that looks at a session, as the front sees it.
     *
     * @param launch the launch that it came with
     * @param browser whether it is a page, and else an RDP client
     * @param name the name of its machine, as it says; empty for a page, whose RDP client names none
     * @param build the build number that it gives, 0 for a page
     * @param address where it comes from, as it or its gateway says; empty for a page, of whose address the broker knows
     * @param direct whether it came without a gateway
     * @param idleSeconds for how long it has had no input of its user
     * @param in how many bytes it has sent since it came
     * @param out how many it was sent
     * @param inPerSecond how many it has sent in each of the last seconds
     * @param outPerSecond how many it was sent
     */
    public record Client(
            UUID launch,
            boolean browser,
            String name,
            long build,
            String address,
            boolean direct,
            long idleSeconds,
            long in,
            long out,
            long inPerSecond,
            long outPerSecond) {

        public Client {
            Objects.requireNonNull(launch, "launch");
            // What the client says of itself; half a character cannot be kept either.
            name = UNPRINTABLE.matcher(name).replaceAll("");
            address = UNPRINTABLE.matcher(address).replaceAll("");
        }
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
