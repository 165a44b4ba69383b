package org.usher.link.refusal;

import java.util.regex.Pattern;

/**
 * A client that was turned away before it was known which launch it belonged to.
 *
 * @param address where it came from; empty when that is not known
 * @param reason the reason code
 * @param count how often, since that was last told
 */
public record RefusedClient(String address, String reason, int count) {

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-zA-Z:.%]{0,64}");
    private static final Pattern REASON = Pattern.compile("[a-z0-9-]{1,64}");

    public RefusedClient {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "address: " + address.length() + " characters (expected: an IP address)");
        }
        if (!REASON.matcher(reason).matches()) {
            throw new IllegalArgumentException("reason: " + reason.length() + " characters (expected: a reason code)");
        }
        if (count < 1) {
            throw new IllegalArgumentException("count: " + count + " (expected: at least 1)");
        }
    }
}
