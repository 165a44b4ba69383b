package org.usher.broker.store;

/** Something else has this name already. */
public final class NameTakenException extends Exception {

    private static final long serialVersionUID = 1L;

    NameTakenException(String name, Throwable cause) {
        super("name: " + name + " is taken (expected: another one)", cause);
    }
}
