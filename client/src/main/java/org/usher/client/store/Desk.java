package org.usher.client.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user's place on this machine: and where programs keep a user's things.
 *
 * @param platform its operating system
 * @param environment the process's environment variables
 * @param home the user's home directory
 */
public record Desk(Platform platform, Map<String, String> environment, Path home) {

    /** Operating systems, as far as they differ here. */
    public enum Platform {
        /** And others that follow freedesktop.org. */
        LINUX,
        MACOS,
        WINDOWS;

        /** The system that the JDK calls so ({@code os.name}). */
        public static Platform ofName(String name) {
            String small = name.toLowerCase(Locale.ROOT);
            if (small.startsWith("windows")) {
                return WINDOWS;
            }
            return small.startsWith("mac") || small.startsWith("darwin") ? MACOS : LINUX;
        }
    }

    public Desk {
        environment = Map.copyOf(environment);
    }

    /** Where this program keeps its settings: {@code $XDG_CONFIG_HOME/usher} and its like. */
    public Path settings() {
        return switch (platform) {
            case WINDOWS ->
                directory("APPDATA", home.resolve("AppData").resolve("Roaming")).resolve("Usher");
            case MACOS -> home.resolve("Library").resolve("Application Support").resolve("Usher");
            case LINUX -> directory("XDG_CONFIG_HOME", home.resolve(".config")).resolve("usher");
        };
    }

    /** Where desktops look for what a user has added: {@code $XDG_DATA_HOME}. */
    public Path data() {
        return directory("XDG_DATA_HOME", home.resolve(".local").resolve("share"));
    }

    /** Where desktops look for what the machine has, the most important first: {@code $XDG_DATA_DIRS}. */
    public List<Path> sharedData() {
        String said = environment.getOrDefault("XDG_DATA_DIRS", "");
        return Stream.of((said.isEmpty() ? "/usr/local/share:/usr/share" : said).split(":", -1))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .toList();
    }

    /** Where desktops look for a user's settings: {@code $XDG_CONFIG_HOME}. */
    public Path configuration() {
        return directory("XDG_CONFIG_HOME", home.resolve(".config"));
    }

    // Relative paths in these variables are to be passed over (XDG Base Directory Specification).
    private Path directory(String variable, Path otherwise) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(otherwise);
    }

    /** Whether there is a screen on which a program can open a window. */
    public boolean hasScreen() {
        return platform != Platform.LINUX
                || !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    }
}
