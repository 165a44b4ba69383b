package org.usher.client.api;

import java.util.Optional;

/**
 * Who is signed in.
 *
 * @param name what signs in
 * @param displayName what people say
 * @param site the farm's name for people
 * @param mode how sessions are reached if the client asks for nothing else
 */
public record Me(String name, String displayName, String site, Optional<Mode> mode) {}
