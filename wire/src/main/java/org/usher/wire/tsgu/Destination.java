package org.usher.wire.tsgu;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * A host and port as a client may name them, in one form of the many: lower case, no brackets, no dot at the end, the default
 * port in place of none. For comparing only: where a tunnel leads is the ticket's to say.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record Destination(String host, int port) {

    /** The port of RDP, where nothing else is said. */
    public static final int DEFAULT_PORT = 3389;

    private static final int MAX_HOST = 255;

    public Destination {
        host = normal(host);
        if (host.isEmpty()
                || host.endsWith(".")
                || host.length() > MAX_HOST
                || !host.chars().allMatch(Destination::mayStandInAHost)) {
            throw new IllegalArgumentException("host: " + host.length() + " characters (expected: 1 to " + MAX_HOST
                    + " letters, digits, dots, hyphens and underscores, or an IPv6 address)");
        }
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
        }
    }

    /**
     * Reads {@code name}, {@code name:port}, an IPv4 address with or without a port, an IPv6 address, or one in brackets with
     * or without a port.
     *
     * @param port the port where the name has none, 0 for the default
     * @return nothing, when it is none of these
     */
    public static Optional<Destination> named(String name, int port) {
        int otherwise = port == 0 ? DEFAULT_PORT : port;
        int bracket = name.lastIndexOf(']');
        int colon = name.indexOf(':');
        try {
            if (name.startsWith("[") && bracket > 0) {
                String behind = name.substring(bracket + 1);
                if (!behind.isEmpty() && !behind.startsWith(":")) {
                    return Optional.empty();
                }
                return Optional.of(new Destination(
                        name.substring(1, bracket), behind.isEmpty() ? otherwise : number(behind.substring(1))));
            }
            if (colon >= 0 && colon == name.lastIndexOf(':')) {
                return Optional.of(new Destination(name.substring(0, colon), number(name.substring(colon + 1))));
            }
            return Optional.of(new Destination(name, otherwise));
        } catch (IllegalArgumentException noDestination) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("port: " + digits.length() + " characters (expected: 1 to 65535)");
        }
        return Integer.parseInt(digits);
    }

    private static boolean mayStandInAHost(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == ':';
    }

    private static String normal(String host) {
        if (host.indexOf(':') < 0) {
            String name = host.toLowerCase(Locale.ROOT);
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        }
        // A zone names a network card of this machine, and would be looked up there.
        if (host.indexOf('%') >= 0) {
            throw new IllegalArgumentException("host: an IPv6 address with a zone (expected: one without)");
        }
        return InetAddress.ofLiteral(host).getHostAddress();
    }
}
