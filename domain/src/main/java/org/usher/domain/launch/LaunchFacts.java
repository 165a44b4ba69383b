package org.usher.domain.launch;

import java.util.Map;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.identity.Principal;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.Resources;
import org.usher.domain.sessions.SessionId;

/** What became of launches, in the words of the audit log. */
final class LaunchFacts {

    static final String ACTION = "resource.launch";

    private final AuditLog audit;
    private final Resources resources;

    LaunchFacts(AuditLog audit, Resources resources) {
        this.audit = audit;
        this.resources = resources;
    }

    void done(LaunchRequest request, LaunchId launch, String host) {
        Principal principal = request.principal();
        audit.record(AuditFact.done(principal.site(), principal.name(), request.address(), ACTION, object(request))
                .with(Map.of("launch", launch.toString(), "host", host)));
    }

    void refused(LaunchRequest request, LaunchId launch, LaunchRefusal because, String detail) {
        Principal principal = request.principal();
        audit.record(AuditFact.refused(
                        principal.site(), principal.name(), request.address(), ACTION, object(request), because.code())
                .with(Map.of("launch", launch.toString(), "detail", detail)));
    }

    private String object(LaunchRequest request) {
        return switch (request.what()) {
            case LaunchRequest.Open(ResourceId id, boolean another) ->
                resources
                        .find(request.principal().site(), id)
                        .map(PublishedResource::name)
                        .orElse(id.toString());
            case LaunchRequest.Return(SessionId id) -> "session " + id;
        };
    }
}
