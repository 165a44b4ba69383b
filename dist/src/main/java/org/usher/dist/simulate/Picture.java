package org.usher.dist.simulate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The comparison as SVG: for each policy a panel with a curve per host, the part of its cap that is taken. It follows the
 * reader's choice of light or dark.
 */
final class Picture {

    private static final int WIDTH = 860;
    private static final int PANEL = 190;
    private static final int LEFT = 56;
    private static final int RIGHT = 128;
    private static final int TOP = 64;
    private static final int PLOT = 120;
    private static final int PLOT_WIDTH = WIDTH - LEFT - RIGHT;

    /** More names than that cannot be told apart at the end of their curves. */
    private static final int NAMED = 8;

    /** So far apart are two names, so that both can be read. */
    private static final double LINE = 13;

    private static final String STYLE = """
            <style>
              svg { color-scheme: light dark; }
              .paper { fill: #ffffff; } .ink { fill: #1f2328; } .faint { fill: #59636e; }
              .grid { stroke: #d1d9e0; } .curve { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
              text { font: 12px system-ui, sans-serif; } .title { font-size: 15px; font-weight: 600; }
              .c0 { stroke: #0b62c4; } .c1 { stroke: #b8500a; } .c2 { stroke: #1a7f37; } .c3 { stroke: #8250df; }
              .c4 { stroke: #bf3989; } .c5 { stroke: #0a7c86; } .c6 { stroke: #7d5a00; } .c7 { stroke: #57606a; }
              .n0 { fill: #0b62c4; } .n1 { fill: #b8500a; } .n2 { fill: #1a7f37; } .n3 { fill: #8250df; }
              .n4 { fill: #bf3989; } .n5 { fill: #0a7c86; } .n6 { fill: #7d5a00; } .n7 { fill: #57606a; }
              .many { stroke-opacity: 0.55; stroke-width: 1.2; }
              @media (prefers-color-scheme: dark) {
                .paper { fill: #0d1117; } .ink { fill: #e6edf3; } .faint { fill: #9198a1; } .grid { stroke: #3d444d; }
                .c0 { stroke: #58a6ff; } .c1 { stroke: #f0883e; } .c2 { stroke: #56d364; } .c3 { stroke: #bc8cff; }
                .c4 { stroke: #f778ba; } .c5 { stroke: #39c5cf; } .c6 { stroke: #d4a72c; } .c7 { stroke: #9198a1; }
                .n0 { fill: #58a6ff; } .n1 { fill: #f0883e; } .n2 { fill: #56d364; } .n3 { fill: #bc8cff; }
                .n4 { fill: #f778ba; } .n5 { fill: #39c5cf; } .n6 { fill: #d4a72c; } .n7 { fill: #9198a1; }
              }
            </style>
            """;

    private final Scenario scenario;
    private final List<Outcome> outcomes;
    private final StringBuilder svg = new StringBuilder();

    private Picture(Scenario scenario, List<Outcome> outcomes) {
        this.scenario = scenario;
        this.outcomes = outcomes;
    }

    static String of(String title, Scenario scenario, List<Outcome> outcomes) {
        return new Picture(scenario, outcomes).drawn(title);
    }

    private String drawn(String title) {
        int height = TOP + outcomes.size() * PANEL + 12;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' role='img'>%n",
                WIDTH,
                height,
                WIDTH,
                height));
        svg.append(String.format(Locale.ROOT, "<title>%s</title>%n", escaped(title)));
        svg.append(STYLE);
        svg.append(String.format(Locale.ROOT, "<rect class='paper' width='%d' height='%d'/>%n", WIDTH, height));
        svg.append(String.format(Locale.ROOT, "<text class='ink title' x='20' y='28'>%s</text>%n", escaped(title)));
        svg.append(String.format(
                Locale.ROOT,
                "<text class='faint' x='20' y='47'>Sessions of each host as a part of its cap, over time</text>%n"));
        for (int panel = 0; panel < outcomes.size(); panel++) {
            panel(outcomes.get(panel), TOP + panel * PANEL);
        }
        svg.append("</svg>\n");
        return svg.toString();
    }

    private void panel(Outcome outcome, int top) {
        int base = top + 28 + PLOT;
        svg.append(String.format(
                Locale.ROOT,
                "<text class='ink' x='%d' y='%d'><tspan font-weight='600'>%s</tspan>"
                        + "<tspan class='faint' dx='10'>widest gap %s, logon p95 %d s, %d refused</tspan></text>%n",
                LEFT,
                top + 16,
                escaped(outcome.policy()),
                Percent.of(outcome.spread()),
                outcome.slowLogon().toSeconds(),
                outcome.refused()));
        for (double part : new double[] {0, 0.5, 1}) {
            double y = base - part * PLOT;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>%n",
                    LEFT,
                    LEFT + PLOT_WIDTH,
                    y,
                    y));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class='faint' x='%d' y='%.1f' text-anchor='end'>%s</text>%n",
                    LEFT - 8,
                    y + 4,
                    Percent.of(part)));
        }
        times(base);
        curves(outcome, base);
    }

    private void times(int base) {
        double whole = scenario.watched().toSeconds() / 60.0;
        double step = step(whole);
        for (double minute = 0; minute <= whole; minute += step) {
            double x = LEFT + minute / whole * PLOT_WIDTH;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class='faint' x='%.1f' y='%d' text-anchor='middle'>%.0f min</text>%n",
                    x,
                    base + 16,
                    minute));
        }
    }

    /** At most eight marks, at numbers that people count in. */
    private static double step(double whole) {
        for (double step : new double[] {1, 2, 5, 10, 15, 30, 60, 120, 240, 480}) {
            if (whole / step <= 8) {
                return step;
            }
        }
        return 1440;
    }

    private void curves(Outcome outcome, int base) {
        int hosts = scenario.hosts().size();
        double[] ends = new double[hosts];
        for (int host = 0; host < hosts; host++) {
            int number = host;
            String points = outcome.samples().stream()
                    .map(sample -> String.format(
                            Locale.ROOT,
                            "%.1f,%.1f",
                            LEFT
                                    + (double) sample.at().toSeconds()
                                            / scenario.watched().toSeconds()
                                            * PLOT_WIDTH,
                            base - ratio(sample, number) * PLOT))
                    .collect(Collectors.joining(" "));
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline class='curve c%d%s' points='%s'><title>%s</title></polyline>%n",
                    host % NAMED,
                    hosts > NAMED ? " many" : "",
                    points,
                    escaped(scenario.hosts().get(host).name())));
            ends[host] = base - ratio(outcome.samples().getLast(), host) * PLOT;
        }
        if (hosts <= NAMED) {
            names(ends, base);
        } else {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class='faint' x='%d' y='%d'>%d hosts</text>%n",
                    LEFT + PLOT_WIDTH + 8,
                    base - PLOT / 2,
                    hosts));
        }
    }

    /** Each name at the end of its curve, moved apart where two would lie on each other. */
    private void names(double[] ends, int base) {
        List<Integer> order = IntStream.range(0, ends.length)
                .boxed()
                .sorted((one, other) -> Double.compare(ends[one], ends[other]))
                .toList();
        double lowest = base + 4 - (ends.length - 1) * LINE;
        double last = Double.NEGATIVE_INFINITY;
        for (int place = 0; place < order.size(); place++) {
            int host = order.get(place);
            double y = Math.max(Math.min(ends[host] + 4, lowest + place * LINE), last + LINE);
            last = y;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class='n%d' x='%d' y='%.1f'>%s</text>%n",
                    host % NAMED,
                    LEFT + PLOT_WIDTH + 8,
                    y,
                    escaped(scenario.hosts().get(host).name())));
        }
    }

    private double ratio(Simulation.Sample sample, int host) {
        return (double) sample.sessions().get(host) / scenario.hosts().get(host).maxSessions();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
