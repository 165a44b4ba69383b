package org.usher.dist.command;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.usher.dist.program.UserError;
import org.usher.link.settings.Settings;
import org.usher.link.settings.SettingsException;

/** Reads a process's settings from the file that was named, or from where they usually are. */
final class SettingsFile {

    private SettingsFile() {}

    /**
     * The settings.
     *
     * @param named the file on the command line; null for {@code usual}, which need not be there
     */
    static <T> T read(@Nullable Path named, Path usual, Function<Settings, T> binding) {
        try {
            Settings settings = named != null
                    ? Settings.read(named)
                    : Files.exists(usual) ? Settings.read(usual) : Settings.defaults();
            T bound = binding.apply(settings);
            settings.finish();
            return bound;
        } catch (SettingsException faulty) {
            throw new UserError(String.valueOf(faulty.getMessage()), faulty);
        }
    }

    /** This machine's name; the default wherever a name or an address of it is wanted. */
    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        }
    }
}
