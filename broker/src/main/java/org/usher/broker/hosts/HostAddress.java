package org.usher.broker.hosts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an RDP server listens.
 *
 * @param name a host name or an IP address, IPv6 without brackets
 */
public record HostAddress(String name, int port) {

    private static final Pattern FORM =
            Pattern.compile("(?:([A-Za-z0-9][A-Za-z0-9._-]{0,252})|\\[([0-9A-Fa-f:.]{2,45})])(?::([1-9][0-9]{0,4}))?");

    private static final int RDP = 3389;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code host}, {@code host:port} or {@code [address]:port}; the usual port is RDP's.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    public static HostAddress of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("address: " + text + " (expected: host:port)");
        }
        int port = form.group(3) == null ? RDP : Integer.parseInt(form.group(3));
        if (port > MAX_PORT) {
            throw new IllegalArgumentException("address: port " + port + " (expected: at most " + MAX_PORT + ")");
        }
        return new HostAddress(form.group(1) == null ? form.group(2) : form.group(1), port);
    }

    /** Whether it is a name, which a public CA could certify. */
    public boolean isName() {
        return !name.contains(":") && !name.matches("[0-9.]+");
    }
}
