package org.usher.dist.bench.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A terminal that paints a block in the middle of the picture, in the other of two colours after every key. */
final class EchoApplication {

    /** The terminal's colours 1 and 4. */
    static final List<Colour> COLOURS = List.of(new Colour(0xcd, 0, 0), new Colour(0, 0, 0xee));

    private static final String SCRIPT = """
            #!/bin/bash
            # Paints a block around row $1, column $2, red and blue by turns, once for every key.
            stty -echo
            printf '\\e[?25l'
            # The window manager may still be at work on the window.
            sleep 1
            blank=$(printf '%40s' '')
            colour=41
            while :; do
                block=
                for ((row = $1 - 6; row <= $1 + 6; row++)); do
                    block+="\\e[${row};$(($2 - 20))H\\e[${colour}m${blank}"
                done
                printf '%b' "$block"
                read -rsn1
                colour=$((85 - colour))
            done
            """;

    // Of the font 6x13.
    private static final int CELL_WIDTH = 6;
    private static final int CELL_HEIGHT = 13;

    private EchoApplication() {}

    /** Its command, for a picture of this size; the script is put into this directory, which all can read. */
    static List<String> command(Path directory, int width, int height) throws IOException {
        Path script = Files.writeString(directory.resolve("echo-block"), SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return List.of(
                "xterm",
                "-fn",
                "6x13",
                "-geometry",
                "250x100+0+0",
                "-e",
                script.toString(),
                String.valueOf(height / 2 / CELL_HEIGHT),
                String.valueOf(width / 2 / CELL_WIDTH));
    }
}
