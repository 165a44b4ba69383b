package org.usher.dist.bench.session;

import java.util.List;
import java.util.Map;
import org.usher.dist.bench.Workshop;
import org.usher.dist.program.UserError;

/** xfreerdp, straight to the xrdp in the box. */
final class DirectClient {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Workshop workshop;
    private final BenchFarm farm;
    private final Screen screen;
    private final int width;
    private final int height;

    DirectClient(Workshop workshop, BenchFarm farm, Screen screen, int width, int height) {
        this.workshop = workshop;
        this.farm = farm;
        this.screen = screen;
        this.width = width;
        this.height = height;
    }

    /** A connection that shows its application, and how long that took from the start of the process. */
    record Shown(Process process, double millis) {}

    /** Connects with this application as the session's shell, and waits for its colour. */
    Shown open(List<String> command, Colour colour) throws InterruptedException {
        long begun = System.nanoTime();
        Process process = workshop.start(
                "xfreerdp",
                List.of(
                        "xfreerdp",
                        "/cert:ignore",
                        "/v:127.0.0.1:" + farm.directPort(),
                        "/u:" + BenchFarm.DIRECT_ACCOUNT,
                        "/p:" + BenchFarm.PASSWORD,
                        "/size:" + width + "x" + height,
                        "/bpp:32",
                        // The browser has no sound either.
                        "/audio-mode:2",
                        "-decorations",
                        "/shell:" + String.join(" ", command)),
                Map.of("DISPLAY", screen.name(), "HOME", workshop.directory().toString()));
        while (!screen.shows(colour)) {
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new UserError("xfreerdp does not show the application:\n" + workshop.lastLines("xfreerdp"));
            }
            Thread.sleep(Colour.EVERY_MILLIS);
        }
        return new Shown(process, (System.nanoTime() - begun) / 1e6);
    }
}
