package org.usher.link.client;

import org.jspecify.annotations.Nullable;

/**
 * No broker gave a good answer. The message says what each of them said, and is fit for a log or a person.
 */
public final class LinkException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private LinkException(String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    static LinkException refusal(String message, int status) {
        return new LinkException(message, status, null);
    }

    static LinkException unreachable(String message, @Nullable Throwable cause) {
        return new LinkException(message, 0, cause);
    }

    /** Whether a broker answered and refused: trying again will not help. */
    public boolean refused() {
        return status >= 400 && status < 500;
    }
}
