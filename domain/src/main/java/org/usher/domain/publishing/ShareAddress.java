package org.usher.domain.publishing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder on a file server.
 *
 * @param server its name or address
 * @param path the share, then the folders in it
 */
public record ShareAddress(String server, List<String> path) {

    private static final String SCHEME = "smb";
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})");

    /** What no share and no folder on one has in its name (MS-FSCC 2.1.5). */
    private static final Pattern FORBIDDEN = Pattern.compile("[\"\\\\/:|<>*?]");

    public ShareAddress {
        path = List.copyOf(path);
    }

    /** Reads what an administrator writes, as Windows writes it or as Linux does; empty if it is neither. */
    public static Optional<ShareAddress> read(String text) {
        return text.startsWith("\\\\") ? ofWindows(text.substring(2)) : ofUri(text);
    }

    private static Optional<ShareAddress> ofWindows(String rest) {
        List<String> parts = Arrays.asList(rest.split("\\\\", -1));
        return of(parts.getFirst(), withoutEnd(parts.subList(1, parts.size())));
    }

    private static Optional<ShareAddress> ofUri(String text) {
        try {
            // What is typed may have blanks and letters that an address has to write in another way.
            int path = text.indexOf('/', SCHEME.length() + "://".length());
            URI uri = path < 0 || text.contains("%")
                    ? new URI(text)
                    : new URI(text.substring(0, path)).resolve(new URI(null, null, text.substring(path), null));
            if (!SCHEME.equalsIgnoreCase(uri.getScheme())
                    || uri.getHost() == null
                    || uri.getUserInfo() != null
                    || uri.getPort() >= 0
                    || uri.getQuery() != null
                    || uri.getFragment() != null) {
                return Optional.empty();
            }
            List<String> parts = Arrays.asList(uri.getPath().split("/", -1));
            return parts.size() < 2 ? Optional.empty() : of(uri.getHost(), withoutEnd(parts.subList(1, parts.size())));
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    private static List<String> withoutEnd(List<String> parts) {
        return !parts.isEmpty() && parts.getLast().isEmpty() ? parts.subList(0, parts.size() - 1) : parts;
    }

    private static Optional<ShareAddress> of(String server, List<String> path) {
        boolean walks = path.stream()
                .anyMatch(part -> part.isBlank()
                        || part.equals(".")
                        || part.equals("..")
                        || FORBIDDEN.matcher(part).find());
        return path.isEmpty() || walks || !SERVER.matcher(server).matches()
                ? Optional.empty()
                : Optional.of(new ShareAddress(server, path));
    }

    /** As Linux's programs write it (draft-crhertel-smb-url). */
    public String uri() {
        try {
            return new URI(SCHEME, server, "/" + String.join("/", path), null).toASCIIString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As Windows writes it (MS-DTYP 2.2.57). */
    public String unc() {
        return String.join(
                "\\", Stream.concat(Stream.of("\\\\" + server), path.stream()).toList());
    }
}
