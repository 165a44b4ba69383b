package org.usher.dist.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.usher.link.Json;

/**
 * One thing that was measured.
 *
 * @param name what, in one word with hyphens
 * @param ours what it is with Usher
 * @param peer what it is with the peer; empty when nothing of the peer's can be compared
 * @param target what ours has to be; empty when it is only reported
 * @param unit of both, such as {@code s/GiB}
 */
public record Figure(String name, double ours, Optional<Peer> peer, Optional<Target> target, String unit) {

    /** Who did the same work, and what it took. */
    public record Peer(String name, double value) {}

    /** What ours has to be. */
    public sealed interface Target {

        /** At most so many times the peer's. */
        record Times(double most) implements Target {}

        /** At most this. */
        record AtMost(double most) implements Target {}

        /** At least this. */
        record AtLeast(double least) implements Target {}
    }

    /** Ours beside the peer's, with a target for their ratio. */
    public static Figure beside(String name, double ours, String peerName, double peer, double target, String unit) {
        return new Figure(
                name, ours, Optional.of(new Peer(peerName, peer)), Optional.of(new Target.Times(target)), unit);
    }

    /** Ours beside the peer's. */
    public static Figure beside(String name, double ours, String peerName, double peer, String unit) {
        return new Figure(name, ours, Optional.of(new Peer(peerName, peer)), Optional.empty(), unit);
    }

    /** Ours alone. */
    public static Figure alone(String name, double ours, String unit) {
        return new Figure(name, ours, Optional.empty(), Optional.empty(), unit);
    }

    /** The same figure, which has to be this. */
    public Figure wanted(Target wish) {
        return new Figure(name, ours, peer, Optional.of(wish), unit);
    }

    /** How many times the peer's ours is. */
    public OptionalDouble ratio() {
        return peer.isPresent() && peer.get().value() > 0
                ? OptionalDouble.of(ours / peer.get().value())
                : OptionalDouble.empty();
    }

    /** One JSON object on one line; what there is not is null. */
    public String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", name);
        object.put("ours", rounded(ours));
        object.put("peer", peer.map(other -> rounded(other.value())).orElse(null));
        object.put("peer_name", peer.map(Peer::name).orElse(null));
        object.put("ratio", ratio().isPresent() ? rounded(ratio().getAsDouble()) : null);
        object.put("unit", unit);
        return Json.write(object);
    }

    /** A line of the table. */
    String line() {
        String theirs =
                peer.map(other -> text(other.value()) + " " + other.name()).orElse("");
        String times = ratio().isPresent() ? String.format(Locale.ROOT, "%.2f", ratio().getAsDouble()) : "";
        String wish = target.map(Figure::text).orElse("");
        return String.format(
                Locale.ROOT, "  %-34s %10s  %-24s %6s  %-10s %s", name, text(ours), theirs, times, wish, unit);
    }

    /** The table's first line. */
    static String head() {
        return String.format(
                Locale.ROOT, "  %-34s %10s  %-24s %6s  %-10s %s", "", "ours", "peer", "ratio", "target", "unit");
    }

    private static String text(Target target) {
        return switch (target) {
            case Target.Times(double most) -> String.format(Locale.ROOT, "≤ %.2f", most);
            case Target.AtMost(double most) -> String.format(Locale.ROOT, "ours ≤ %.0f", most);
            case Target.AtLeast(double least) -> String.format(Locale.ROOT, "ours ≥ %.0f", least);
        };
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }
}
