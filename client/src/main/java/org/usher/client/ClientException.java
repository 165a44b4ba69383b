package org.usher.client;

/** What stands between a user and the session; the message is for that person and says what to do. */
public final class ClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of obstacle it is; a program that calls the command line learns it by the exit code. */
    public enum Reason {
        /** What was asked for cannot be done on this desk: files, settings, systems. */
        DESK(1),
        /** Nobody is signed in, or the sign-in was refused. */
        SIGN_IN(3),
        /** No such connection or resource, or more than one. */
        NOT_FOUND(4),
        /** The farm does not answer. */
        UNREACHABLE(5),
        /** Somebody answers who is not the farm that was trusted. */
        NOT_TRUSTED(6),
        /** The farm refuses. */
        REFUSED(7),
        /** There is no RDP client, or it ended with an error. */
        RDP_CLIENT(8),
        /** A connection file is not the farm's. */
        FILE(9);

        private final int exitCode;

        Reason(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code of a program that ends for this reason. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Reason reason;
    private final String code;

    /** @param code the stable word for it, in kebab-case; that of the farm's answer where it came from there */
    public ClientException(Reason reason, String code, String message) {
        super(message);
        this.reason = reason;
        this.code = code;
    }

    public ClientException(Reason reason, String code, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.code = code;
    }

    public Reason reason() {
        return reason;
    }

    public String code() {
        return code;
    }

    /** The message; there always is one. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
