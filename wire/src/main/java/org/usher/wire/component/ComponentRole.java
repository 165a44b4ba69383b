package org.usher.wire.component;

import java.util.Locale;
import java.util.Optional;

/** What a component of the farm is, and so what its certificate allows it to do. */
public enum ComponentRole {
    /** Keeps the farm's settings, decides, issues tickets. */
    BROKER,
    /** The TLS edge that clients reach. */
    GATEWAY,
    /** A session host: its agent and its front. */
    HOST,
    /** A load balancer appliance. */
    BALANCER;

    /** The role's word in certificates, join tokens, settings and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with this word, if there is one. */
    public static Optional<ComponentRole> ofWord(String word) {
        for (ComponentRole role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
