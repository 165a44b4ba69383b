package org.usher.domain.sessions;

import org.usher.domain.hosts.HostId;

/** A session on a host. */
public record Session(SessionId id, SessionKey key, HostId host, SessionState state) {}
