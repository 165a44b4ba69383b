package org.usher.client.api;

import java.util.Optional;

/**
 * Something that the user may open.
 *
 * @param folder where it lies, {@code Office/Text}; empty for none
 * @param icon where its picture is, as a path of the API
 * @param hostSignOn whether its host asks for credentials of its own
 */
public record Resource(
        String id, String name, boolean desktop, String folder, Optional<String> icon, boolean hostSignOn) {}
