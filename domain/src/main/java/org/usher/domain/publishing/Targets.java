package org.usher.domain.publishing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** What a resource of each kind may lead to. */
final class Targets {

    /** On Linux from the root or from the user's home, on Windows with a drive or a server. */
    private static final Pattern DOCUMENT = Pattern.compile("(/|~/|file:///|[A-Za-z]:\\\\|\\\\\\\\).*[^/\\\\]");

    private Targets() {}

    static void check(ResourceKind kind, String target) {
        switch (kind) {
            case APPLICATION -> require(!target.isBlank(), target, "the program of the application");
            case DESKTOP -> {}
            case DOCUMENT ->
                require(
                        DOCUMENT.matcher(target).matches(),
                        target,
                        "the whole path of a document on the host, such as /srv/handbook.pdf or ~/notes.txt");
            case WEB -> require(isWeb(target), target, "an address that begins with https:// or http://");
            case FOLDER ->
                require(
                        ShareAddress.read(target).isPresent(),
                        target,
                        "a share, such as \\\\server\\share or smb://server/share/folder, without user or password");
        }
    }

    private static void require(boolean right, String target, String expected) {
        if (!right) {
            throw new IllegalArgumentException(
                    "target: " + (target.isBlank() ? "none" : target) + " (expected: " + expected + ")");
        }
    }

    private static boolean isWeb(String target) {
        try {
            URI address = new URI(target);
            String scheme = String.valueOf(address.getScheme());
            return (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                    && address.getHost() != null
                    && address.getUserInfo() == null;
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }
}
