package org.usher.client.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.usher.client.api.Launch;
import org.usher.client.api.Mode;

/** An RDP client of the desk. */
public sealed interface RdpClient permits FreeRdp, Mstsc, WindowsApp {

    /** What a folder that is lent to a session is called there. */
    String LENT = "desk";

    /** Whether it can lend this folder of the desk to the session. */
    default boolean lends(Path folder) {
        return false;
    }

    /** What people call it. */
    String words();

    /** Where it finds the connect code in a file for this mode. */
    Launch.Carrier carrier(Mode mode);

    /** How it is started. What it needs beside the file is written into the room. */
    Start start(Start.Opening opening) throws IOException;

    /** What its end means. */
    Ending ending(int exitCode);

    /** Whether its process lives as long as its connection. */
    default boolean livesWithItsConnection() {
        return true;
    }

    /**
     * How it ended.
     *
     * @param well whether as it should
     * @param reached whether it got as far as the host
     */
    record Ending(boolean well, boolean reached, String words) {}
}
