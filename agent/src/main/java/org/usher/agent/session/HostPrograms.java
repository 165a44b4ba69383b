package org.usher.agent.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.usher.link.host.Order;

/** Whether this host has what a resource needs. What depends on the user is for the session to find out. */
final class HostPrograms {

    /** What the host does not have. */
    record Missing(String code, String detail) {}

    static final String PROGRAM_MISSING = "program-missing";
    static final String DOCUMENT_MISSING = "document-missing";

    /** In this order; the script {@code open} takes the first that is there. */
    private static final List<String> BROWSERS = List.of("chromium", "google-chrome", "firefox-esr", "firefox");

    private static final List<String> FILE_MANAGERS = List.of("thunar", "pcmanfm", "nautilus", "dolphin");

    /** What mounts shares for a user, from Debian's gvfs-backends. */
    private static final Path SMB = Path.of("/usr/share/gvfs/mounts/smb.mount");

    private static final List<Path> SEARCH_PATH = List.of(
            Path.of("/usr/local/bin"),
            Path.of("/usr/bin"),
            Path.of("/bin"),
            Path.of("/usr/games"),
            Path.of("/usr/sbin"));

    private HostPrograms() {}

    static Optional<Missing> missing(Order.Program program) {
        String target = program.target();
        return switch (program.way()) {
            case null -> target.isEmpty() || isInstalled(target) ? Optional.empty() : Optional.of(program(target));
            case Order.Document(String opener) -> {
                // Root may be kept from a user's network home: only what is not there for certain is missing.
                if (target.startsWith("/") && Files.notExists(Path.of(target))) {
                    yield Optional.of(new Missing(DOCUMENT_MISSING, target + " is not on this host"));
                }
                yield opener(opener);
            }
            case Order.Web(String opener, boolean kiosk) ->
                opener.isEmpty() && BROWSERS.stream().noneMatch(HostPrograms::isInstalled)
                        ? Optional.of(new Missing(PROGRAM_MISSING, "there is no browser among " + BROWSERS))
                        : opener(opener);
            case Order.Folder(String opener, Order.Credentials credentials, String account, String password) -> {
                if (opener.isEmpty() && FILE_MANAGERS.stream().noneMatch(HostPrograms::isInstalled)) {
                    yield Optional.of(new Missing(PROGRAM_MISSING, "there is no file manager among " + FILE_MANAGERS));
                }
                yield Files.exists(SMB) ? opener(opener) : Optional.of(program("gvfs-backends"));
            }
        };
    }

    private static Optional<Missing> opener(String chosen) {
        return chosen.isEmpty() || isInstalled(chosen) ? Optional.empty() : Optional.of(program(chosen));
    }

    private static Missing program(String name) {
        return new Missing(PROGRAM_MISSING, name + " is not on this host");
    }

    private static boolean isInstalled(String target) {
        if (target.startsWith("/")) {
            return Files.isExecutable(Path.of(target));
        }
        return !target.contains("/")
                && SEARCH_PATH.stream().anyMatch(directory -> Files.isExecutable(directory.resolve(target)));
    }
}
