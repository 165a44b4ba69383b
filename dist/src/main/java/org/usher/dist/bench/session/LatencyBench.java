package org.usher.dist.bench.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Figure;
import org.usher.dist.bench.Statistics;
import org.usher.dist.bench.Workshop;
import org.usher.dist.program.UserError;

/** How long it takes from a key to the pixel that it changes, beside xfreerdp straight to the same host. */
public final class LatencyBench {

    private static final int KEYS = 200;
    private static final int WARM_UP_KEYS = 30;
    private static final int BUSY_STREAMS = 100;
    private static final long BETWEEN_KEYS_MILLIS = 40;
    private static final long KEY_PATIENCE_NANOS = 10_000_000_000L;
    private static final int WINDOW_WIDTH = 1100;
    private static final int WINDOW_HEIGHT = 800;
    private static final String PEER = "xfreerdp";

    private static final Colour PROBE = new Colour(0x20, 0x60, 0xc0);

    private final BenchOutput output;

    public LatencyBench(BenchOutput output) {
        this.output = output;
    }

    /** Measures, which takes a few minutes. */
    public List<Figure> run() throws IOException, InterruptedException {
        Workshop.need(output, "freerdp2-x11", "chromium", "xvfb", "xterm", "xfonts-base");
        try (Workshop workshop = Workshop.open()) {
            BenchFarm farm = BenchFarm.start(workshop, output);
            PortalTab portal = new PortalTab(DevTools.start(workshop, WINDOW_WIDTH, WINDOW_HEIGHT), farm.address());
            portal.signIn(BenchFarm.USER, BenchFarm.PASSWORD);
            int[] size = pictureSize(farm, portal);
            // The host's own directory is the one that both its box and the machine see.
            Path directory = farm.sharedDirectory();
            List<String> echo = EchoApplication.command(directory, size[0], size[1]);
            farm.publish("Echo", echo);
            Screen screen = Screen.start(workshop, size[0], size[1]);
            Colour first = EchoApplication.COLOURS.getFirst();
            portal.openPortal();
            portal.launch("Echo", first);
            portal.prepareKeys();
            new DirectClient(workshop, farm, screen, size[0], size[1]).open(echo, first);
            XKeyboard keyboard = workshop.keep(new XKeyboard(screen.name()));
            List<Figure> figures = new ArrayList<>(measure("idle", portal, screen, keyboard));
            output.progress("opening " + BUSY_STREAMS + " busy streams");
            BusyStreams busy = workshop.keep(BusyStreams.open(workshop, farm, output, BUSY_STREAMS));
            figures.addAll(measure("busy", portal, screen, keyboard));
            busy.requireAll();
            return figures;
        }
    }

    private static int[] pictureSize(BenchFarm farm, PortalTab portal) throws InterruptedException {
        farm.publish("Probe", LaunchBench.application(PROBE));
        portal.openPortal();
        portal.launch("Probe", PROBE);
        int[] size = portal.size();
        portal.leave();
        farm.endSessions();
        return size;
    }

    private List<Figure> measure(String when, PortalTab portal, Screen screen, XKeyboard keyboard)
            throws IOException, InterruptedException {
        Strike ours = portal::strike;
        Strike theirs = next -> strike(screen, keyboard, next);
        int[] painted = new int[2];
        keys(ours, WARM_UP_KEYS, painted, 0);
        keys(theirs, WARM_UP_KEYS, painted, 1);
        List<Double> oursTook = new ArrayList<>();
        List<Double> theirsTook = new ArrayList<>();
        // In quarters by turns, so that what else the machine does hits both.
        for (int quarter = 0; quarter < 4; quarter++) {
            oursTook.addAll(keys(ours, KEYS / 4, painted, 0));
            theirsTook.addAll(keys(theirs, KEYS / 4, painted, 1));
        }
        List<Figure> figures = new ArrayList<>();
        for (int percent : new int[] {50, 99}) {
            figures.add(Figure.beside(
                    "latency-" + when + "-p" + percent,
                    Statistics.percentile(oursTook, percent),
                    PEER,
                    Statistics.percentile(theirsTook, percent),
                    "ms"));
        }
        figures.forEach(
                figure -> output.progress(String.format(Locale.ROOT, "%s %.1f ms", figure.name(), figure.ours())));
        return figures;
    }

    /** A key, and how long it took to the block's next colour, in milliseconds. */
    @FunctionalInterface
    private interface Strike {
        double until(Colour next) throws IOException, InterruptedException;
    }

    /** Strikes so many keys; {@code painted[which]} is the number of the colour that the block has. */
    private static List<Double> keys(Strike strike, int count, int[] painted, int which)
            throws IOException, InterruptedException {
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            painted[which] = 1 - painted[which];
            took.add(strike.until(EchoApplication.COLOURS.get(painted[which])));
            Thread.sleep(BETWEEN_KEYS_MILLIS);
        }
        return took;
    }

    private static double strike(Screen screen, XKeyboard keyboard, Colour next)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        keyboard.strike(XKeyboard.KEY_A);
        while (!screen.shows(next)) {
            if (System.nanoTime() - begun > KEY_PATIENCE_NANOS) {
                throw new UserError("a key had no effect in xfreerdp");
            }
            Thread.sleep(0, 200_000);
        }
        return (System.nanoTime() - begun) / 1e6;
    }
}
