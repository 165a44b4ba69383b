package org.usher.client.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a client is started.
 *
 * @param environment what takes the place of this process's own
 * @param usual what is added to it where it has no such variable
 */
public record Start(List<String> command, Map<String, String> environment, Map<String, String> usual) {

    /**
     * What is to be opened.
     *
     * @param file the connection file
     * @param title what its window is called
     * @param windowClass by which the desktop knows the window
     * @param room the private directory of this connection, for what the client needs beside the file
     * @param lent a folder of this desk that the session is to see, where its policy lets it
     */
    public record Opening(Path file, String title, String windowClass, Pins pins, Path room, Optional<Path> lent) {

        /** Without a folder of this desk. */
        public Opening(Path file, String title, String windowClass, Pins pins, Path room) {
            this(file, title, windowClass, pins, room, Optional.empty());
        }
    }

    public Start {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        usual = Map.copyOf(usual);
    }
}
