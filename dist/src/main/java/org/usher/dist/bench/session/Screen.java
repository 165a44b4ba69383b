package org.usher.dist.bench.session;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.usher.dist.bench.Workshop;
import org.usher.dist.demo.Machine;

/**
 * An X display without a screen, whose picture is looked at where the X server keeps it: a file in the format of xwd, which
 * costs the server nothing.
 */
final class Screen {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // Words of the header (X11/XWDFile.h), all of them big-endian.
    private static final int HEADER_SIZE = 0;
    private static final int BYTES_PER_LINE = 12;
    private static final int COLOURS = 19;
    private static final int COLOUR_SIZE = 12;

    private final int display;
    private final int width;
    private final int height;
    private final MappedByteBuffer picture;
    private final int begin;
    private final int bytesPerLine;

    private Screen(int display, int width, int height, MappedByteBuffer file) {
        this.display = display;
        this.width = width;
        this.height = height;
        file.order(ByteOrder.BIG_ENDIAN);
        this.begin = file.getInt(HEADER_SIZE * 4) + file.getInt(COLOURS * 4) * COLOUR_SIZE;
        this.bytesPerLine = file.getInt(BYTES_PER_LINE * 4);
        file.order(ByteOrder.LITTLE_ENDIAN);
        this.picture = file;
    }

    static Screen start(Workshop workshop, int width, int height) throws IOException, InterruptedException {
        int display = Machine.freeDisplays(260);
        Path directory = Files.createDirectories(workshop.directory().resolve("screen"));
        Process server = workshop.start(
                "Xvfb",
                List.of(
                        "Xvfb",
                        ":" + display,
                        "-screen",
                        "0",
                        width + "x" + height + "x24",
                        "-fbdir",
                        directory.toString(),
                        "-nolisten",
                        "tcp"),
                Map.of());
        Path file = directory.resolve("Xvfb_screen0");
        Path socket = Path.of("/tmp/.X11-unix/X" + display);
        workshop.await("Xvfb", "Xvfb", PATIENCE, () -> server.isAlive() && Files.exists(file) && Files.exists(socket));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Screen(display, width, height, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    String name() {
        return ":" + display;
    }

    /** Whether the square in the middle has this colour. */
    boolean shows(Colour colour) {
        int count = 0;
        int left = (width - Colour.SQUARE) / 2;
        int top = (height - Colour.SQUARE) / 2;
        for (int y = top; y < top + Colour.SQUARE; y++) {
            for (int x = left; x < left + Colour.SQUARE; x++) {
                int pixel = picture.getInt(begin + y * bytesPerLine + x * 4);
                if (colour.is(pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff)) {
                    count++;
                }
            }
        }
        return count >= Colour.enough();
    }
}
