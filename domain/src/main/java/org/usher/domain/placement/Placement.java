package org.usher.domain.placement;

import java.util.List;
import java.util.Optional;
import org.usher.domain.hosts.HostId;

/**
 * The choice of a host, and why.
 *
 * @param method by what the candidates were compared
 * @param chosen the host, if there was one to choose
 * @param candidates every host that could have been chosen, best first
 * @param rejected every host that could not
 */
public record Placement(
        PlacementRules.Method method, Optional<HostId> chosen, List<Candidate> candidates, List<Rejected> rejected) {

    /** A choice by load. */
    public Placement(Optional<HostId> chosen, List<Candidate> candidates, List<Rejected> rejected) {
        this(PlacementRules.Method.RESOURCES, chosen, candidates, rejected);
    }

    /**
     * A host that could have been chosen.
     *
     * @param sessions the ratio of its sessions, promised ones included, to its cap
     * @param cpu the busy part of its processors
     * @param memory the used part of its memory
     * @param score the weighted mean of the three, 0 is idle and 1 is full; of what is known alone
     * @param basis what the score rests on
     */
    public record Candidate(
            HostId host, String name, double sessions, double cpu, double memory, double score, Basis basis) {

        /** A candidate that has reported. */
        public Candidate(HostId host, String name, double sessions, double cpu, double memory, double score) {
            this(host, name, sessions, cpu, memory, score, Basis.REPORT);
        }
    }

    /** What a candidate's score rests on. */
    public enum Basis {
        /** Its agent's report. */
        REPORT,
        /** The farm's own count of sessions: it has no agent, so its processors and memory are not known. */
        OWN_COUNT
    }

    /** A host that could not be chosen. */
    public record Rejected(HostId host, String name, Rejection because) {}

    public Placement {
        candidates = List.copyOf(candidates);
        rejected = List.copyOf(rejected);
    }
}
