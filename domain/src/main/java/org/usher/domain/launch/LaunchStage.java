package org.usher.domain.launch;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The stages of a launch, in their order. The slow or failing one is named to the user and the administrator. */
public enum LaunchStage {
    /** The click has come to the broker, from somebody who is signed in. */
    AUTHENTICATED,
    /** Its turn has come. Only a launch that had to wait in the queue has this stage. */
    QUEUED,
    /** A host is chosen and the place reserved, or a session found. */
    PLACED,
    /** The host's agent has acknowledged, and the ticket is made. */
    TICKET,
    /** The client's stream has reached the host's front. */
    TUNNEL,
    /** The RDP server on the host has answered. */
    HOST_CONNECTED,
    /** The sign-on credential was checked. */
    SIGN_ON,
    /** The session exists. */
    SESSION_CREATED,
    /** The launcher runs in the session. */
    LAUNCHER,
    /** The resource shows its first window. */
    FIRST_WINDOW;

    /** The stage's word in JSON and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stage of this word; empty when there is none. */
    public static Optional<LaunchStage> ofWord(String word) {
        return Stream.of(values()).filter(stage -> stage.word().equals(word)).findFirst();
    }
}
