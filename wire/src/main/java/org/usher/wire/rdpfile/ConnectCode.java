package org.usher.wire.rdpfile;

import java.util.Optional;
import java.util.regex.Pattern;
import org.usher.wire.Octets;

/**
 * The secret by which a front finds the launch of a client that cannot carry a ticket: 32 characters, because xrdp's fields
 * and those of a connection request have no room for more than a few hundred.
 *
 * <p>A client brings it as its password or, where it takes no password from a file, in its routing token
 * ({@code loadbalanceinfo}; MS-RDPBCGR 2.2.1.1, routingToken).
 *
 * @param text 32 characters of base64url
 */
public record ConnectCode(String text) {

    /** How many random bytes make a code. */
    public static final int RANDOM_BYTES = 24;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final String ROUTING_TOKEN = "usher:";

    public ConnectCode {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "connect code of " + text.length() + " characters (expected: 32 of base64url)");
        }
    }

    /** The code of {@link #RANDOM_BYTES} random bytes. */
    public static ConnectCode of(Octets random) {
        return new ConnectCode(random.text());
    }

    /** The code in what a client gave as its password, if it is one by its form. */
    public static Optional<ConnectCode> ofPassword(String password) {
        return FORM.matcher(password).matches() ? Optional.of(new ConnectCode(password)) : Optional.empty();
    }

    /** The code as routing token. */
    public String routingToken() {
        return ROUTING_TOKEN + text;
    }

    /** The code in this line of a connection request, if it has one. */
    public static Optional<ConnectCode> ofRoutingToken(String line) {
        return line.startsWith(ROUTING_TOKEN) ? ofPassword(line.substring(ROUTING_TOKEN.length())) : Optional.empty();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
