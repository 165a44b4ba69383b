package org.usher.domain.sessions;

/**
 * A session as its host's agent sees it.
 *
 * @param id the id that the broker gave it
 * @param attached whether an RDP client is connected to it
 */
public record ReportedSession(SessionId id, boolean attached) {}
