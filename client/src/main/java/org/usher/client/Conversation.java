package org.usher.client;

import java.util.Optional;

/** The person at the desk. */
public interface Conversation {

    /** Says what happens. */
    void tell(String words);

    /** Asks something; empty when nobody is there to answer. */
    Optional<String> ask(String question);

    /** Asks for a secret, which does not show; empty when nobody is there to answer. */
    Optional<String> secret(String question);

    /** Whether somebody is there to answer. */
    boolean isThere();
}
