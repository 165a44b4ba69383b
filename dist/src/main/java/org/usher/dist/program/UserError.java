package org.usher.dist.program;

/** Something that the person at the keyboard can put right; the message says how, and no stack trace is shown. */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
