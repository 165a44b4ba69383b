package org.usher.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Who is signed in.
 *
 * @param name what signs in
 * @param displayName what people say
 * @param site the farm's name for people
 * @param mode how sessions are reached if the client asks for nothing else
 * @param modes what the client may ask for; empty when the farm does not say
 */
public record Me(String name, String displayName, String site, Optional<Mode> mode, List<Mode> modes) {

    public Me {
        modes = List.copyOf(modes);
    }
}
