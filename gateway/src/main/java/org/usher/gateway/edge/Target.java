package org.usher.gateway.edge;

import java.util.Locale;
import java.util.Optional;
import org.usher.gateway.http.EdgeRequest.Route;
import org.usher.gateway.http.PublicHost;
import org.usher.wire.tsgu.TsguRequest;

/**
 * A request's target that means the same to everybody who reads it. What a broker might read as another path than we do
 * is refused, since the paths under {@code /link} are shut here by their name: a gateway's own certificate stands behind
 * what it forwards.
 *
 * @param text path and query
 * @param route who answers
 */
record Target(String text, Route route) {

    private static final String RDP = "remotedesktopgateway";

    /** The target in this first line; empty when it is none that is safe. */
    static Optional<Target> parse(String uri, PublicHost host) {
        return originForm(uri, host).flatMap(text -> decodedPath(text).map(path -> new Target(text, route(path))));
    }

    /** The absolute form is for proxies, but every server must take it (RFC 9112, 3.2.2), if it is about itself. */
    private static Optional<String> originForm(String uri, PublicHost host) {
        if (uri.startsWith("/")) {
            return Optional.of(uri);
        }
        String own = "https://" + host.text();
        if (!uri.toLowerCase(Locale.ROOT).startsWith(own)) {
            return Optional.empty();
        }
        String rest = uri.substring(own.length());
        return rest.isEmpty() ? Optional.of("/") : Optional.of(rest).filter(text -> text.startsWith("/"));
    }

    /** The path, decoded; empty when it holds what is read in different ways. */
    private static Optional<String> decodedPath(String text) {
        StringBuilder path = new StringBuilder(text.length());
        boolean inQuery = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\') {
                return Optional.empty();
            }
            inQuery |= c == '?';
            if (inQuery) {
                continue;
            }
            if (c == '%') {
                int byteValue = hexByte(text, i + 1);
                if (byteValue < 0) {
                    return Optional.empty();
                }
                i += 2;
                c = (char) byteValue;
                if (c < ' ' || c == 0x7f || c == '/' || c == '\\' || c == '%') {
                    return Optional.empty();
                }
            }
            if (c == ';') {
                return Optional.empty();
            }
            path.append(c);
        }
        return Optional.of(path.toString()).filter(Target::hasPlainSegments);
    }

    private static boolean hasPlainSegments(String path) {
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean empty = segments[i].isEmpty() && i < segments.length - 1;
            if (empty || segments[i].equals(".") || segments[i].equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static int hexByte(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static Route route(String path) {
        int end = path.indexOf('/', 1);
        String first = (end < 0 ? path.substring(1) : path.substring(1, end)).toLowerCase(Locale.ROOT);
        return switch (first) {
            case "link" -> Route.NONE;
            case "gateway" -> path.equals("/gateway/health") ? Route.HEALTH : Route.NONE;
            case "stream" -> path.equals("/stream") ? Route.STREAM : Route.NONE;
            case RDP -> TsguRequest.isPath(path) ? Route.RDP : Route.NONE;
            // The older form of RD Gateway (MS-TSGU 3.1): to a client that is told that it is not here, the newer one
            // is all.
            case "rpc", "rpcwithcert" -> Route.NONE;
            default -> Route.TUNNEL;
        };
    }
}
