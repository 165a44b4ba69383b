package org.usher.client.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.usher.client.program.Programs;

/** Says something to a person who started this program from a menu and sees no terminal. */
public final class Notice {

    private Notice() {}

    /** Shows these words by whatever the desktop has for it, and does not wait until they are read. */
    public static void show(Programs programs, String words) {
        Optional<List<String>> command = command(programs, "notify-send", "--icon=dialog-error", "Usher", words)
                .or(() -> command(programs, "zenity", "--error", "--title=Usher", "--no-markup", "--text=" + words))
                .or(() -> command(programs, "kdialog", "--title", "Usher", "--error", words))
                .or(() -> command(programs, "xmessage", "-center", words));
        if (command.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(command.get())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notStarted) {
            // The words are on standard error too, which desktops keep.
        }
    }

    private static Optional<List<String>> command(Programs programs, String name, String... arguments) {
        Optional<Path> found = programs.find(name);
        return found.map(program -> Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList());
    }
}
