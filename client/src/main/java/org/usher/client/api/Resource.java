package org.usher.client.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Something that the user may open.
 *
 * @param kind {@code application}, {@code desktop}, {@code document}, {@code web} or {@code folder}
 * @param folder where it lies, {@code Office/Text}; empty for none
 * @param icon where its picture is, as a path of the API
 * @param hostSignOn whether its host asks for credentials of its own
 * @param address the page that the user's own browser opens; empty for what opens on a host alone
 * @param available whether it can be opened at the moment
 * @param message what the user is told about that; may be empty
 * @param extensions the endings of the names of files that it opens
 */
public record Resource(
        String id,
        String name,
        String kind,
        String folder,
        Optional<String> icon,
        boolean hostSignOn,
        Optional<URI> address,
        boolean available,
        String message,
        List<String> extensions) {

    public Resource {
        extensions = List.copyOf(extensions);
    }

    /** Whether it is a whole desktop. */
    public boolean desktop() {
        return kind.equals("desktop");
    }
}
