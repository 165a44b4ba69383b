package org.usher.agent.setup;

/** The machine cannot be set up. The message says what was wrong and what to do; nothing was half changed. */
public final class SetupException extends Exception {

    private static final long serialVersionUID = 1L;

    SetupException(String message) {
        super(message);
    }
}
