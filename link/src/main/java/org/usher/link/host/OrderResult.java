package org.usher.link.host;

import java.util.Objects;
import java.util.UUID;

/**
 * What became of an order.
 *
 * @param id the order's id
 * @param code {@code done}, for a prepared launch {@code expected} or {@code opened}, or a reason code
 * @param detail more in words, for the administrator
 */
public record OrderResult(UUID id, String code, String detail) {

    /** It was carried out. */
    public static final String DONE = "done";

    /** The front expects the client. */
    public static final String EXPECTED = "expected";

    /** The resource opens in the session that the client sees. */
    public static final String OPENED = "opened";

    /** The session has nothing to show a message with, or nobody saw it come up. */
    public static final String NOT_SHOWN = "message-not-shown";

    /** The session is not there. */
    public static final String NO_SESSION = "no-session";

    public OrderResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
    }
}
