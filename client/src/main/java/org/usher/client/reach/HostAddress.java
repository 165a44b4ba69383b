package org.usher.client.reach;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a host listens. */
record HostAddress(String host, int port) {

    private static final int RDP = 3389;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.%a-z]+)]|([A-Za-z0-9._-]+))(?::([1-9][0-9]{0,4}))?");

    /**
     * The address in this text: {@code host}, {@code host:port} or {@code [address]:port}.
     *
     * @throws IllegalArgumentException when there is none
     */
    static HostAddress of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("address: " + text + " (expected: host:port)");
        }
        int port = form.group(3) == null ? RDP : Integer.parseInt(form.group(3));
        if (port > 65_535) {
            throw new IllegalArgumentException("address: " + text + " (expected: a port up to 65535)");
        }
        return new HostAddress(form.group(1) == null ? form.group(2) : form.group(1), port);
    }
}
