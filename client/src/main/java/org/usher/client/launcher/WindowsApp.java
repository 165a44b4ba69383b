package org.usher.client.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.usher.client.api.Launch;
import org.usher.client.api.Mode;

/**
 * The Windows App of macOS, which opens files of this kind. It checks certificates itself, against those that macOS trusts.
 *
 * @param open the program that hands a file to the application for it
 */
public record WindowsApp(Path open) implements RdpClient {

    @Override
    public String words() {
        return "Windows App";
    }

    @Override
    public Launch.Carrier carrier(Mode mode) {
        return Launch.Carrier.ROUTING_TOKEN;
    }

    @Override
    public Start start(Start.Opening opening) {
        return new Start(List.of(open.toString(), opening.file().toString()), Map.of());
    }

    @Override
    public Ending ending(int exitCode) {
        return exitCode == 0
                ? new Ending(true, true, "the file was handed over")
                : new Ending(false, false, "no application opens such files");
    }

    /** The program that hands the file over has done so when it ends; the application goes on. */
    @Override
    public boolean livesWithItsConnection() {
        return false;
    }
}
