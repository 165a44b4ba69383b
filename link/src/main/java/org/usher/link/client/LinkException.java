package org.usher.link.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.usher.link.Json;

/**
 * No broker gave a good answer. The message says what each of them said, and is fit for a log or a person.
 */
public final class LinkException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String code;

    private record Problem(@Nullable String code) {}

    private LinkException(String message, int status, @Nullable String code, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
    }

    static LinkException refusal(String message, int status) {
        return new LinkException(message, status, null, null);
    }

    /** With what the broker answered, which may be a problem (RFC 9457) with a code. */
    static LinkException refusal(String message, int status, String answer) {
        return new LinkException(message, status, code(answer), null);
    }

    private static @Nullable String code(String answer) {
        try {
            return Json.read(answer, Problem.class).code();
        } catch (IllegalArgumentException noProblem) {
            // Something between us and the broker has answered; the message has its words.
            return null;
        }
    }

    static LinkException unreachable(String message, @Nullable Throwable cause) {
        return new LinkException(message, 0, null, cause);
    }

    /** Whether a broker answered and refused: trying again will not help. */
    public boolean refused() {
        return status >= 400 && status < 500;
    }

    /** The reason code of a broker that refused, if it gave one. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }
}
