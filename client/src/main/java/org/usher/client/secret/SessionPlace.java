package org.usher.client.secret;

import java.util.Optional;

/** Somewhere to keep the word of a session, by the name of its connection. */
interface SessionPlace {

    /** What it is, in words. */
    String words();

    Optional<String> read(String connection);

    /** Keeps a word; false when it cannot be kept here. */
    boolean keep(String connection, String word);

    void forget(String connection);
}
