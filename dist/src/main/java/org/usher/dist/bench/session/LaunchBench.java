package org.usher.dist.bench.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Figure;
import org.usher.dist.bench.Statistics;
import org.usher.dist.bench.Workshop;
import tools.jackson.databind.JsonNode;

/** How long it takes from the click to the application, beside xfreerdp straight to the same host. */
public final class LaunchBench {

    private static final int ROUNDS = 7;
    private static final double TARGET = 1.15;
    private static final int WINDOW_WIDTH = 1100;
    private static final int WINDOW_HEIGHT = 800;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PEER = "xfreerdp";

    private static final Colour FIRST = new Colour(0x20, 0x60, 0xc0);
    private static final Colour SECOND = new Colour(0xc0, 0x60, 0x20);

    private final BenchOutput output;

    public LaunchBench(BenchOutput output) {
        this.output = output;
    }

    /** A window that is all of one colour, and larger than the picture where nobody sees to its size. */
    static List<String> application(Colour colour) {
        return List.of("xterm", "-geometry", "250x100+0+0", "-bg", colour.text(), "-fg", "white");
    }

    /** Measures, which takes a few minutes. */
    public List<Figure> run() throws IOException, InterruptedException {
        Workshop.need(output, "freerdp2-x11", "chromium", "xvfb", "xterm");
        try (Workshop workshop = Workshop.open()) {
            BenchFarm farm = BenchFarm.start(workshop, output);
            farm.publish("First", application(FIRST));
            farm.publish("Second", application(SECOND));
            PortalTab portal = new PortalTab(DevTools.start(workshop, WINDOW_WIDTH, WINDOW_HEIGHT), farm.address());
            portal.signIn(BenchFarm.USER, BenchFarm.PASSWORD);
            Times times = new Times();
            output.progress("warming up");
            int[] size = ours(workshop, farm, portal, new Times());
            Screen screen = Screen.start(workshop, size[0], size[1]);
            DirectClient direct = new DirectClient(workshop, farm, screen, size[0], size[1]);
            theirs(workshop, farm, direct, screen, new Times());
            for (int round = 1; round <= ROUNDS; round++) {
                ours(workshop, farm, portal, times);
                theirs(workshop, farm, direct, screen, times);
                output.progress(times.latest(round));
            }
            return figures(times);
        }
    }

    /** What was measured, in milliseconds. */
    private static final class Times {

        private final Map<String, List<Double>> values = new LinkedHashMap<>();

        void add(String name, double millis) {
            values.computeIfAbsent(name, none -> new ArrayList<>()).add(millis);
        }

        double median(String name) {
            return Statistics.median(values.getOrDefault(name, List.of()));
        }

        String latest(int round) {
            StringBuilder line = new StringBuilder("round " + round + ":");
            values.forEach((name, all) -> {
                if (!name.contains("stage-")) {
                    line.append(String.format(Locale.ROOT, " %s %.0f ms", name, all.getLast()));
                }
            });
            return line.toString();
        }
    }

    private static int[] ours(Workshop workshop, BenchFarm farm, PortalTab portal, Times times)
            throws InterruptedException {
        portal.openPortal();
        times.add("ours", portal.launch("First", FIRST));
        int[] size = portal.size();
        addStages(workshop, farm, times, "stage-", "first-window");
        times.add("second", portal.openBeside("Second", SECOND));
        portal.leave();
        farm.disconnectSessions();
        portal.openPortal();
        times.add("return", portal.launch("Second", SECOND));
        addStages(workshop, farm, times, "return-stage-", "sign-on");
        portal.leave();
        farm.endSessions();
        return size;
    }

    /** The stages of the latest launch, by the broker's clock from the moment at which the click came in. */
    private static void addStages(Workshop workshop, BenchFarm farm, Times times, String prefix, String last)
            throws InterruptedException {
        workshop.await(
                "the launch's stage " + last,
                "server",
                PATIENCE,
                () -> farm.latestLaunch()
                        .path("stages")
                        .valueStream()
                        .anyMatch(stage -> stage.path("stage").asString().equals(last)));
        for (JsonNode stage : farm.latestLaunch().path("stages")) {
            times.add(prefix + stage.path("stage").asString(), stage.path("ms").asDouble());
        }
    }

    private static void theirs(Workshop workshop, BenchFarm farm, DirectClient direct, Screen screen, Times times)
            throws InterruptedException {
        times.add("peer", connect(workshop, direct, screen));
        times.add("peer-return", connect(workshop, direct, screen));
        farm.endDirectSessions();
    }

    private static double connect(Workshop workshop, DirectClient direct, Screen screen) throws InterruptedException {
        DirectClient.Shown shown = direct.open(application(FIRST), FIRST);
        Workshop.end(shown.process());
        workshop.await("an empty screen", "xfreerdp", PATIENCE, () -> !screen.shows(FIRST));
        return shown.millis();
    }

    private static List<Figure> figures(Times times) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.beside("launch", times.median("ours"), PEER, times.median("peer"), TARGET, "ms"));
        figures.add(Figure.alone("launch-second-application", times.median("second"), "ms"));
        figures.add(Figure.beside("launch-return", times.median("return"), PEER, times.median("peer-return"), "ms"));
        times.values.forEach((name, all) -> {
            if (name.contains("stage-")) {
                figures.add(Figure.alone("launch-" + name, Statistics.median(all), "ms"));
            }
        });
        return figures;
    }
}
