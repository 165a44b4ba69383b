package org.usher.client.browser;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.usher.client.program.Programs;
import org.usher.client.store.Desk;

/** The browser of a desk. */
public final class Browser {

    private Browser() {}

    /** Shows an address in the browser; whether there is a program that does. */
    public static boolean show(Desk desk, Programs programs, URI address) {
        Optional<List<String>> command = switch (desk.platform()) {
            case LINUX ->
                programs.find("xdg-open")
                        .filter(any -> desk.hasScreen())
                        .map(open -> List.of(open.toString(), address.toString()));
            case MACOS -> programs.find("open").map(open -> List.of(open.toString(), address.toString()));
            case WINDOWS ->
                programs.find("rundll32")
                        .map(run -> List.of(run.toString(), "url.dll,FileProtocolHandler", address.toString()));
        };
        if (command.isEmpty()) {
            return false;
        }
        try {
            new ProcessBuilder(command.get())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException notStarted) {
            return false;
        }
    }
}
