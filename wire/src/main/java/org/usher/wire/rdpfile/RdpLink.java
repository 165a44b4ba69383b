package org.usher.wire.rdpfile;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file as a link, {@code rdp://name=type:value&…}, which Microsoft's clients for macOS, iOS and Android open. It knows fewer
 * settings than a file, has no signature, and takes neither a password nor a gateway's token.
 */
public final class RdpLink {

    private static final Set<String> NAMES = Set.of(
            "full address",
            "username",
            "loadbalanceinfo",
            "alternate shell",
            "shell working directory",
            "remoteapplicationmode",
            "remoteapplicationprogram",
            "remoteapplicationcmdline",
            "authentication level",
            "audiomode",
            "drivestoredirect",
            "redirectprinters",
            "screen mode id");

    private RdpLink() {}

    /** The link that says what this file says, as far as links can. */
    public static String of(RdpFile file) {
        return file.settings().stream()
                .filter(setting -> NAMES.contains(setting.name()))
                .map(RdpLink::attribute)
                .collect(Collectors.joining("&", "rdp://", ""));
    }

    private static String attribute(RdpSetting setting) {
        String line = setting.line();
        int colon = line.indexOf(':');
        return escaped(setting.name()) + "=" + line.charAt(colon + 1) + ":" + escaped(line.substring(colon + 3));
    }

    // RFC 3986, 2.3: what is not unreserved is escaped; URLEncoder would write a blank as a plus sign.
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%').append(String.format("%02X", (int) c));
            }
        }
        return escaped.toString();
    }
}
