package org.usher.client.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a client is started.
 *
 * @param environment what is added to this process's own
 */
public record Start(List<String> command, Map<String, String> environment) {

    /**
     * What is to be opened.
     *
     * @param file the connection file
     * @param title what its window is called
     * @param windowClass by which the desktop knows the window
     * @param room the private directory of this connection, for what the client needs beside the file
     */
    public record Opening(Path file, String title, String windowClass, Pins pins, Path room) {}

    public Start {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
