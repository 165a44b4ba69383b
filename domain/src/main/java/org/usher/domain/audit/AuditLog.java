package org.usher.domain.audit;

/** Where facts go. */
public interface AuditLog {

    /** Keeps the fact. It has come to stay when this returns. */
    void record(AuditFact fact);
}
