package org.usher.agent.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.link.Json;
import org.usher.link.host.HostApplications;
import org.usher.wire.Octets;

/** Looks up what is installed on the host: desktop files for applications, session files for desktops. */
public final class InstalledApplications {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledApplications.class);
    private static final Path SHARE = Path.of("/usr/share");
    private static final Path LOCAL_SHARE = Path.of("/usr/local/share");

    /** The longest desktop file that is looked at; real ones have a few KiB, most of it translations. */
    private static final long MAX_BYTES = 256 * 1024;

    private final List<Path> roots;

    public InstalledApplications() {
        this(List.of(LOCAL_SHARE, SHARE));
    }

    InstalledApplications(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** What is installed now. It reads many small files and takes tenths of a second. */
    public HostApplications look() {
        Map<String, HostApplications.Application> found = new TreeMap<>();
        for (Path root : roots) {
            IconFinder icons = new IconFinder(root);
            collect(root.resolve("applications"), "", false, icons, found);
            collect(root.resolve("xsessions"), "desktop:", true, icons, found);
        }
        List<HostApplications.Application> applications = new ArrayList<>(found.values());
        String digest = Octets.digestOf(Json.write(applications)).text();
        return new HostApplications(digest, applications);
    }

    private static void collect(
            Path directory,
            String prefix,
            boolean desktop,
            IconFinder icons,
            Map<String, HostApplications.Application> found) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory, 4)) {
            files.filter(file -> file.toString().endsWith(".desktop") && Files.isRegularFile(file))
                    .sorted()
                    .forEach(file -> {
                        // The id is the path below the directory, with hyphens for slashes (Desktop Entry
                        // Specification, 2).
                        String path = directory.relativize(file).toString().replace('/', '-');
                        String id = prefix + path.substring(0, path.length() - ".desktop".length());
                        read(file)
                                .filter(entry -> desktop || entry.shown())
                                .ifPresent(entry -> found.putIfAbsent(id, application(id, entry, desktop, icons)));
                    });
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.warn("{} cannot be read: {}", directory, unreadable.toString());
        }
    }

    private static Optional<DesktopEntry> read(Path file) {
        try {
            return Files.size(file) > MAX_BYTES ? Optional.empty() : DesktopEntry.read(Files.readAllLines(file));
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be read", file, unreadable);
            return Optional.empty();
        }
    }

    private static HostApplications.Application application(
            String id, DesktopEntry entry, boolean desktop, IconFinder icons) {
        return new HostApplications.Application(
                id,
                entry.name(),
                entry.comment(),
                entry.command(),
                desktop,
                icons.find(entry.icon()).orElse(null));
    }
}
