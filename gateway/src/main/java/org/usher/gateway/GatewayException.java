package org.usher.gateway;

import org.jspecify.annotations.Nullable;

/** The gateway cannot start. The message says what was wrong and what to do, and is fit for a log or a person. */
public final class GatewayException extends Exception {

    private static final long serialVersionUID = 1L;

    public GatewayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
