package org.usher.agent.session;

import java.util.UUID;

/** Where it is told how far a launch has come. The words are those of the broker's timeline. */
public interface LaunchStages {

    /** The session exists. */
    String SESSION_CREATED = "session-created";

    /** The launcher runs in the session. */
    String LAUNCHER = "launcher";

    /** The resource shows a window. */
    String FIRST_WINDOW = "first-window";

    /** A launch has reached a stage. The first word about a stage counts. */
    void reached(UUID launch, String stage);

    /** A launch has failed on its way to a stage. */
    void failed(UUID launch, String stage, String reason);
}
