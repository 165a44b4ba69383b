package org.usher.gateway.http;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host that a client asked for: the value of a Host field (RFC 9110, 7.2) that can do no harm where it is repeated,
 * in a policy or a header.
 *
 * @param text as the client wrote it, in lower case
 */
public record PublicHost(String text) {

    private static final int LONGEST = 255 + 6;
    private static final String DEFAULT_PORT = ":443";

    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9a-f:.]{2,45})]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?\\.?)(?::(\\d{1,5}))?");

    /** The host in this field value; empty when it is none. */
    public static Optional<PublicHost> parse(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        Matcher matcher = FORM.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        String address = matcher.group(1);
        String port = matcher.group(2);
        if ((address != null && !NetUtil.isValidIpV6Address(address))
                || (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535))) {
            return Optional.empty();
        }
        return Optional.of(new PublicHost(text));
    }

    /** Whether pages of this host have this origin (RFC 6454, 6.2). Browsers leave out the default port. */
    public boolean isOrigin(String origin) {
        return withoutDefaultPort(origin.toLowerCase(Locale.ROOT)).equals("https://" + withoutDefaultPort(text));
    }

    private static String withoutDefaultPort(String text) {
        return text.endsWith(DEFAULT_PORT) ? text.substring(0, text.length() - DEFAULT_PORT.length()) : text;
    }
}
