package org.usher.domain.launch;

/**
 * The secret by which the launch of an RDP client is found.
 *
 * @param text what the client brings
 * @param digest what is kept and told to hosts; nobody can make the text of it
 */
public record ConnectCode(String text, String digest) {

    @Override
    public String toString() {
        return "•••";
    }
}
