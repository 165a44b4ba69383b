package org.usher.dist.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A launch as the API tells it, in lines for a terminal of 80 columns. */
final class Explanation {

    private static final int BAR = 24;
    private static final int SMALL_BAR = 6;

    private final JsonNode launch;
    private final List<String> lines = new ArrayList<>();

    private Explanation(JsonNode launch) {
        this.launch = launch;
    }

    static List<String> of(JsonNode launch) {
        Explanation explanation = new Explanation(launch);
        explanation.head();
        explanation.stages();
        explanation.placement(launch.path("placement"));
        return explanation.lines.stream().map(String::stripTrailing).toList();
    }

    private void head() {
        String resource = text(launch, "resource");
        lines.add((resource.isEmpty() ? "Return to a session" : resource) + " for " + text(launch, "user") + ", "
                + text(launch, "at"));
        lines.add("Launch " + text(launch, "id"));
        lines.add("From " + text(launch, "address") + ", "
                + (text(launch, "client").equals("rdp") ? "with an RDP client" : "in the browser"));
        String reason = text(launch, "reason");
        String host = text(launch, "host");
        lines.add("State: " + text(launch, "state") + (host.isEmpty() ? "" : " on " + host)
                + (reason.isEmpty() ? "" : ", because " + reason));
        String detail = text(launch, "detail");
        if (!detail.isEmpty()) {
            lines.add("       " + detail);
        }
    }

    private void stages() {
        JsonNode stuck = launch.path("stuck");
        long waited = stuck.path("seconds").asLong(0) * 1000;
        long last = launch.path("stages")
                .valueStream()
                .mapToLong(stage -> stage.path("ms").asLong())
                .max()
                .orElse(0);
        long whole = Math.max(1, last + waited);
        lines.add("");
        lines.add("Where the time went");
        for (JsonNode stage : launch.path("stages")) {
            long spent = stage.path("spentMs").asLong();
            String failure = text(stage, "failure");
            lines.add(row(
                    text(stage, "stage"),
                    stage.path("ms").asLong() - spent,
                    spent,
                    whole,
                    failure.isEmpty() ? stage.path("slow").asBoolean() ? "slow" : "" : failure));
        }
        if (stuck.isObject()) {
            lines.add(row(text(stuck, "stage"), last, waited, whole, "still waiting"));
        }
    }

    private static String row(String stage, long from, long spent, long whole, String remark) {
        int begin = (int) (from * BAR / whole);
        int length = (int) Math.max(1, Math.round((double) spent * BAR / whole));
        begin = Math.clamp(begin, 0, BAR - 1);
        length = Math.min(length, BAR - begin);
        String bar = " ".repeat(begin) + "█".repeat(length) + " ".repeat(BAR - begin - length);
        return String.format(Locale.ROOT, "  %-16s %s %9s  %s", stage, bar, duration(spent), remark);
    }

    private static String duration(long milliseconds) {
        return milliseconds < 1000 ? milliseconds + " ms" : String.format(Locale.ROOT, "%.1f s", milliseconds / 1000.0);
    }

    private void placement(JsonNode placement) {
        lines.add("");
        if (!placement.isObject()) {
            lines.add(
                    text(launch, "host").isEmpty()
                            ? "No host was looked for."
                            : "The user went back to a session; no host was chosen.");
            return;
        }
        String chosen = text(placement, "chosen");
        lines.add(chosen.isEmpty() ? "Why no host" : "Why this host");
        if (!placement.path("candidates").isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT, "  %-16s %-13s %-13s %-13s %s", "", "sessions", "processors", "memory", "score"));
        }
        for (JsonNode candidate : placement.path("candidates")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-16s %-13s %-13s %-13s %.2f  %s",
                    shortened(text(candidate, "name")),
                    ratio(candidate.path("sessions")),
                    ratio(candidate.path("cpu")),
                    ratio(candidate.path("memory")),
                    candidate.path("score").asDouble(),
                    text(candidate, "host").equals(chosen) ? "chosen" : ""));
        }
        if (!placement.path("rejected").isEmpty()) {
            lines.add("Not");
        }
        for (JsonNode rejected : placement.path("rejected")) {
            String because = text(rejected, "because");
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-16s %s",
                    shortened(text(rejected, "name")),
                    RejectionWords.of(because)
                            .map(words -> because + ": " + words)
                            .orElse(because)));
        }
    }

    private static String shortened(String name) {
        return name.length() <= 16 ? name : name.substring(0, 15) + "…";
    }

    private static String ratio(JsonNode part) {
        if (!part.isNumber()) {
            return "unknown";
        }
        int full = Math.clamp(Math.round(part.asDouble() * SMALL_BAR), 0, SMALL_BAR);
        return "▓".repeat(full)
                + "░".repeat(SMALL_BAR - full)
                + String.format(Locale.ROOT, " %3.0f %%", part.asDouble() * 100);
    }

    /** A name is the farm's word, and a terminal obeys control characters. */
    private static String text(JsonNode of, String field) {
        return of.path(field).asString("").replaceAll("\\p{Cntrl}", "?");
    }
}
