package org.usher.link.host;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is installed on a host.
 *
 * @param digest names this very list
 */
public record HostApplications(String digest, List<Application> applications) {

    public HostApplications {
        Objects.requireNonNull(digest, "digest");
        applications = List.copyOf(applications);
    }

    /**
     * An application, from its desktop entry (freedesktop.org Desktop Entry Specification 1.5).
     *
     * @param id the desktop file's id, such as {@code org.xfce.mousepad}; {@code desktop:xfce} and the like for a
     *     desktop session
     * @param name its name
     * @param comment what it is for
     * @param command the program and its arguments, field codes taken out
     * @param desktop whether it is a whole desktop session
     * @param icon its icon; null when none was found
     */
    public record Application(
            String id,
            String name,
            String comment,
            List<String> command,
            boolean desktop,
            @Nullable Icon icon) {

        public Application {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(comment, "comment");
            command = List.copyOf(command);
        }
    }

    /**
     * A picture.
     *
     * @param type {@code image/png} or {@code image/svg+xml}
     * @param data its bytes, base64
     */
    public record Icon(String type, String data) {

        public Icon {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(data, "data");
        }
    }
}
