package org.usher.client.browser;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.usher.client.program.Programs;
import org.usher.client.store.Desk;

/** The browser of a desk. */
public final class Browser {

    private Browser() {}

    /** How long a program may take to say that it has no browser. */
    private static final Duration SAYS_NO = Duration.ofSeconds(3);

    /** Shows an address in the browser; whether there is a program that does. */
    public static boolean show(Desk desk, Programs programs, URI address) {
        return start(desk, programs, address).isPresent();
    }

    /** The same; whether the program that does has found a browser, as far as it says so. */
    public static boolean showsIndeed(Desk desk, Programs programs, URI address) {
        Optional<Process> started = start(desk, programs, address);
        try {
            return started.isPresent()
                    && (!started.get().waitFor(SAYS_NO.toMillis(), TimeUnit.MILLISECONDS)
                            || started.get().exitValue() == 0);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Optional<Process> start(Desk desk, Programs programs, URI address) {
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
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessBuilder(command.get())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException notStarted) {
            return Optional.empty();
        }
    }
}
