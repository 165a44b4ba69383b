package org.usher.client;

import java.time.InstantSource;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.usher.client.program.Programs;
import org.usher.client.secret.SessionWords;
import org.usher.client.store.Connections;
import org.usher.client.store.Desk;

/**
 * What the client program stands on.
 *
 * @param name how this program calls itself to a farm, {@code name/version}
 * @param device how people call this machine
 * @param command how this program is started again
 * @param keys makes the key of a click
 * @param random makes random bytes, as many as it is asked for
 */
public record DeskParts(
        Desk desk,
        Programs programs,
        Conversation person,
        String name,
        String device,
        List<String> command,
        InstantSource clock,
        Supplier<String> keys,
        IntFunction<byte[]> random) {

    public DeskParts {
        command = List.copyOf(command);
    }

    /** The connections of the user. */
    public Connections connections() {
        return new Connections(desk.settings());
    }

    SessionWords words() {
        return SessionWords.of(desk, programs);
    }
}
