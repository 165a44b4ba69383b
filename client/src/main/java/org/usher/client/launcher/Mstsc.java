package org.usher.client.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.usher.client.api.Launch;
import org.usher.client.api.Mode;

/**
 * The Remote Desktop Connection of Windows. It checks certificates itself, against those that Windows trusts.
 *
 * @param program where it is
 */
public record Mstsc(Path program) implements RdpClient {

    @Override
    public String words() {
        return "Remote Desktop Connection";
    }

    @Override
    public Launch.Carrier carrier(Mode mode) {
        return Launch.Carrier.ROUTING_TOKEN;
    }

    @Override
    public Start start(Start.Opening opening) {
        return new Start(List.of(program.toString(), opening.file().toString()), Map.of());
    }

    @Override
    public Ending ending(int exitCode) {
        return exitCode == 0
                ? new Ending(true, true, "the window was closed")
                : new Ending(false, false, "it ended with exit code " + exitCode);
    }
}
