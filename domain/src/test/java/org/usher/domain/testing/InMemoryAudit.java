package org.usher.domain.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;

/** Facts in the order in which they came. */
public final class InMemoryAudit implements AuditLog {

    private final List<AuditFact> facts = new CopyOnWriteArrayList<>();

    @Override
    public void record(AuditFact fact) {
        facts.add(fact);
    }

    /** All of them, oldest first. */
    public List<AuditFact> facts() {
        return List.copyOf(facts);
    }

    /** The facts about this launch, oldest first. */
    public List<AuditFact> about(Object launch) {
        return facts.stream()
                .filter(fact -> launch.toString().equals(fact.details().get("launch")))
                .toList();
    }
}
