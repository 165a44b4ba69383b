package org.usher.link.client;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.usher.link.Json;

/**
 * No broker gave a good answer. The message says what each of them said, and is fit for a log or a person.
 */
public final class LinkException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The form of all reason codes. */
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,64}");

    private final int status;
    private final @Nullable String code;

    private LinkException(String message, int status, @Nullable String code, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
    }

    static LinkException refusal(String message, int status) {
        return new LinkException(message, status, null, null);
    }

    /** @param problem the body of the broker's answer, perhaps {@code application/problem+json} */
    static LinkException refusal(String message, int status, String problem) {
        return new LinkException(message, status, codeOf(problem), null);
    }

    static LinkException unreachable(String message, @Nullable Throwable cause) {
        return new LinkException(message, 0, null, cause);
    }

    private record Problem(@Nullable String code) {}

    private static @Nullable String codeOf(String problem) {
        try {
            String code = Json.read(problem, Problem.class).code();
            return code != null && CODE.matcher(code).matches() ? code : null;
        } catch (IllegalArgumentException noProblem) {
            return null;
        }
    }

    /** Whether a broker answered and refused: trying again will not help. */
    public boolean refused() {
        return status >= 400 && status < 500;
    }

    /** The reason code with which a broker refused, if it gave one. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }
}
