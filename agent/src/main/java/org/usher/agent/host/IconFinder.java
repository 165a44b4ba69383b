package org.usher.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.link.host.HostApplications;

/**
 * Finds an icon by its name in the themes that are installed (freedesktop.org Icon Theme Specification). The look-up order
 * is simpler than the specification's, since no user's theme is known here: scalable first, then the size nearest to what
 * the portal shows, in {@code hicolor} before every other theme.
 */
final class IconFinder {

    private static final Logger LOG = LoggerFactory.getLogger(IconFinder.class);
    private static final long MAX_BYTES = 192 * 1024;
    private static final List<String> SIZES = List.of(
            "scalable", "128x128", "96x96", "64x64", "256x256", "48x48", "512x512", "32x32", "24x24", "22x22", "16x16");
    private static final List<String> CONTEXTS =
            List.of("apps", "categories", "devices", "places", "legacy", "mimetypes");

    private final Path root;
    private final List<Path> themes;

    IconFinder(Path root) {
        this.root = root;
        this.themes = themes(root.resolve("icons"));
    }

    private static List<Path> themes(Path icons) {
        try (Stream<Path> directories = Files.list(icons)) {
            List<Path> found = new ArrayList<>(
                    directories.filter(Files::isDirectory).sorted().toList());
            found.sort((a, b) -> Boolean.compare(b.endsWith("hicolor"), a.endsWith("hicolor")));
            return found;
        } catch (IOException none) {
            return List.of();
        }
    }

    Optional<HostApplications.Icon> find(String name) {
        // Names with slashes are no names of a theme, and would lead out of it.
        boolean path = name.startsWith("/");
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl) || (!path && name.contains("/"))) {
            return Optional.empty();
        }
        if (path) {
            return read(Path.of(name));
        }
        String base = name.replaceFirst("\\.(png|svg|xpm)$", "");
        for (Path theme : themes) {
            for (String size : SIZES) {
                for (String context : CONTEXTS) {
                    // Some themes turn it round: context first.
                    for (Path directory : List.of(
                            theme.resolve(size).resolve(context),
                            theme.resolve(context).resolve(size))) {
                        Optional<HostApplications.Icon> icon = inDirectory(directory, base);
                        if (icon.isPresent()) {
                            return icon;
                        }
                    }
                }
            }
        }
        return inDirectory(root.resolve("pixmaps"), base);
    }

    private static Optional<HostApplications.Icon> inDirectory(Path directory, String base) {
        return read(directory.resolve(base + ".svg")).or(() -> read(directory.resolve(base + ".png")));
    }

    private static Optional<HostApplications.Icon> read(Path file) {
        boolean svg = file.toString().endsWith(".svg");
        if (!(svg || file.toString().endsWith(".png")) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            return Optional.of(new HostApplications.Icon(
                    svg ? "image/svg+xml" : "image/png", Base64.getEncoder().encodeToString(Files.readAllBytes(file))));
        } catch (IOException unreadable) {
            LOG.debug("icon {} cannot be read", file, unreadable);
            return Optional.empty();
        }
    }
}
