package org.usher.broker.database;

/** The database cannot be started or reached. The message says what to do. */
public final class DatabaseException extends Exception {

    private static final long serialVersionUID = 1L;

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    DatabaseException(String message) {
        super(message);
    }
}
