package org.usher.broker.store;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.usher.domain.placement.Placement;

/**
 * A placement as it is kept and shown.
 *
 * @param method by what the candidates were compared; null in what was kept before there was more than one method
 * @param chosen the host; null when there was none to choose
 */
public record PlacementView(
        @Nullable String method, @Nullable UUID chosen, List<CandidateView> candidates, List<RejectedView> rejected) {

    /**
     * A host that could have been chosen; ratios from 0 to 1.
     *
     * @param cpu null for a host that reports nothing, and so is {@code memory}
     */
    public record CandidateView(
            UUID host,
            String name,
            double sessions,
            @Nullable Double cpu,
            @Nullable Double memory,
            double score) {

        static CandidateView of(Placement.Candidate candidate) {
            boolean known = candidate.basis() == Placement.Basis.REPORT;
            return new CandidateView(
                    candidate.host().value(),
                    candidate.name(),
                    candidate.sessions(),
                    known ? candidate.cpu() : null,
                    known ? candidate.memory() : null,
                    candidate.score());
        }
    }

    /** A host that could not be chosen, with the reason code. */
    public record RejectedView(UUID host, String name, String because) {}

    static PlacementView of(Placement placement) {
        return new PlacementView(
                Words.of(placement.method()),
                placement.chosen().map(host -> host.value()).orElse(null),
                placement.candidates().stream().map(CandidateView::of).toList(),
                placement.rejected().stream()
                        .map(rejected -> new RejectedView(
                                rejected.host().value(),
                                rejected.name(),
                                rejected.because().code()))
                        .toList());
    }
}
