package org.usher.agent.session;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Keeps what is told of launches, as {@code stage} or {@code stage!reason}. */
final class RecordedStages implements LaunchStages {

    private record Told(UUID launch, String word) {}

    private final List<Told> told = new ArrayList<>();

    @Override
    public synchronized void reached(UUID launch, String stage) {
        told.add(new Told(launch, stage));
    }

    @Override
    public synchronized void failed(UUID launch, String stage, String reason) {
        told.add(new Told(launch, stage + "!" + reason));
    }

    synchronized List<String> of(UUID launch) {
        return told.stream()
                .filter(one -> one.launch().equals(launch))
                .map(Told::word)
                .toList();
    }
}
