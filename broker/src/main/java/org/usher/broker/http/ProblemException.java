package org.usher.broker.http;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** A request that is answered with a problem (RFC 9457): a status, a reason code and a sentence for a person. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient Map<String, Object> more;

    private ProblemException(HttpStatus status, String code, String detail, Map<String, Object> more) {
        super(detail);
        this.status = status;
        this.code = code;
        this.more = Map.copyOf(more);
    }

    static ProblemException of(HttpStatus status, String code, String detail) {
        return new ProblemException(status, code, detail, Map.of());
    }

    static ProblemException of(HttpStatus status, String code, String detail, Map<String, Object> more) {
        return new ProblemException(status, code, detail, more);
    }

    static ProblemException notFound(String what) {
        return of(HttpStatus.NOT_FOUND, "not-found", "There is no such " + what + ".");
    }

    /** One field of the request is wrong. */
    record Fault(String field, String message) {}

    static ProblemException invalid(String field, String message) {
        return of(
                HttpStatus.BAD_REQUEST,
                "invalid",
                field + ": " + message,
                Map.of("faults", List.of(new Fault(field, message))));
    }

    /** Makes a value of the domain; what its constructor says against it becomes the answer. */
    static <T> T checked(Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            int colon = message.indexOf(": ");
            throw colon > 0
                    ? invalid(message.substring(0, colon), message.substring(colon + 2))
                    : invalid("request", message);
        }
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    Map<String, Object> more() {
        return more;
    }
}
