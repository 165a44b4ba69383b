package org.usher.link.host;

import java.util.List;
import org.usher.link.refusal.RefusedClient;

/** What an agent has to say at once, without waiting for the next report. */
public record HostNews(List<OrderResult> results, List<StageReport> stages, List<RefusedClient> refused) {

    public HostNews {
        results = List.copyOf(results);
        stages = List.copyOf(stages);
        refused = List.copyOf(refused);
    }
}
