package org.usher.agent.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.link.host.Order;

/**
 * What opens by itself when one session begins: after what its user asked for, and behind it. Guarded by whoever owns it.
 */
final class Besides {

    private static final Logger LOG = LoggerFactory.getLogger(Besides.class);

    private List<Order.Program> toOpen = List.of();

    /** Those that have not shown a window yet. */
    private final Set<UUID> onTheirWay = new HashSet<>();

    private @Nullable String front;

    void want(List<Order.Program> programs) {
        toOpen = List.copyOf(programs);
    }

    /** Begins to open them, once. {@code windows} are there already, and stay above. */
    void open(Launchers.Link link, List<Launchers.Window> windows) {
        if (toOpen.isEmpty()) {
            return;
        }
        List<Order.Program> programs = toOpen;
        toOpen = List.of();
        for (Order.Program program : programs) {
            Optional<HostPrograms.Missing> missing = HostPrograms.missing(program);
            if (missing.isPresent()) {
                LOG.warn(
                        "{} does not open with the session: {}",
                        program.name(),
                        missing.get().detail());
                continue;
            }
            String input = ShellWords.input(program);
            link.tell("along " + program.resource() + " " + (input.isEmpty() ? "-" : input) + " "
                    + ShellWords.of(program));
            onTheirWay.add(program.resource());
        }
        front = windows.stream()
                .filter(Launchers.Window::active)
                .map(Launchers.Window::id)
                .findFirst()
                .orElse(null);
    }

    /** Whether a window of this resource came by itself, and is nothing that anybody waits for. */
    boolean isUnasked(Optional<UUID> resource) {
        return resource.isPresent() && onTheirWay.contains(resource.get());
    }

    /** Those with a window are there; what the user asked for comes to the front again. */
    void arrived(Launchers.Link link, List<Launchers.Window> windows, Map<String, Optional<UUID>> resources) {
        Map<UUID, Launchers.Window> there = new HashMap<>();
        for (Launchers.Window window : windows) {
            resources
                    .getOrDefault(window.id(), Optional.empty())
                    .filter(onTheirWay::contains)
                    .ifPresent(resource -> there.put(resource, window));
        }
        boolean covers = there.values().stream().anyMatch(Launchers.Window::active);
        if (covers
                && front != null
                && windows.stream().anyMatch(window -> window.id().equals(front))) {
            link.tell("raise " + front);
        }
        onTheirWay.removeAll(there.keySet());
    }
}
