package org.usher.dist.program;

/** Something that the person at the keyboard can put right; the message says how, and no stack trace is shown. */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public UserError(String message) {
        super(message);
        this.exitCode = 1;
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = 1;
    }

    /** @param exitCode by which a program that called the command line learns what it was */
    public UserError(String message, Throwable cause, int exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
