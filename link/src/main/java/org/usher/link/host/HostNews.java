package org.usher.link.host;

import java.util.List;

/** What an agent has to say at once, without waiting for the next report. */
public record HostNews(List<OrderResult> results, List<StageReport> stages) {

    public HostNews {
        results = List.copyOf(results);
        stages = List.copyOf(stages);
    }
}
