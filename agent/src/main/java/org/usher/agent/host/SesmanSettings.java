package org.usher.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.link.host.Permissions;

/**
 * What an administrator has restricted for every session of this host in xrdp's {@code sesman.ini}. A session reads it when
 * it begins.
 */
public final class SesmanSettings {

    private static final Logger LOG = LoggerFactory.getLogger(SesmanSettings.class);
    private static final Path FILE = Path.of("/etc/xrdp/sesman.ini");
    private static final String SECURITY = "Security";

    /** Everything is restricted; so says the manual of sesman.ini, and a list of kinds leaves others open. */
    private static final Set<String> ALL = Set.of("all", "true", "yes");

    private static final Set<String> NOTHING = Set.of("none", "false");

    private SesmanSettings() {}

    /** Which ways of the clipboard this host leaves open; both when its settings cannot be read. */
    public static Permissions.Clipboard clipboard() {
        return clipboard(FILE);
    }

    static Permissions.Clipboard clipboard(Path file) {
        IniText ini;
        try {
            ini = new IniText(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            LOG.debug("{}: {}", file, unreadable.toString());
            return Permissions.Clipboard.BOTH;
        }
        boolean outbound = isClosed(ini, "RestrictOutboundClipboard");
        boolean inbound = isClosed(ini, "RestrictInboundClipboard");
        if (outbound) {
            return inbound ? Permissions.Clipboard.NONE : Permissions.Clipboard.TO_SESSION;
        }
        return inbound ? Permissions.Clipboard.FROM_SESSION : Permissions.Clipboard.BOTH;
    }

    private static boolean isClosed(IniText ini, String key) {
        List<String> words = ini.value(SECURITY, key).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .toList();
        return words.stream().anyMatch(ALL::contains) && words.stream().noneMatch(NOTHING::contains);
    }
}
