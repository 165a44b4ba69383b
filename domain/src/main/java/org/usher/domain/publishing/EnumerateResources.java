package org.usher.domain.publishing;

import java.util.Comparator;
import java.util.List;
import org.usher.domain.identity.Principal;

/** Enumeration: the list of what one user may use, by folder and name. */
public final class EnumerateResources {

    private static final Comparator<PublishedResource> ORDER = Comparator.comparing(
                    PublishedResource::folder, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(PublishedResource::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(resource -> resource.id().value());

    private final Resources resources;

    public EnumerateResources(Resources resources) {
        this.resources = resources;
    }

    /** What {@code principal} may use, in the order to show it. */
    public List<PublishedResource> enumerate(Principal principal) {
        return granted(principal, resources.ofSite(principal.site()));
    }

    /** What of {@code all} the principal may use, in the order to show it. */
    public static List<PublishedResource> granted(Principal principal, List<PublishedResource> all) {
        return all.stream()
                .filter(resource -> Entitlement.of(principal, resource) instanceof Entitlement.Granted)
                .sorted(ORDER)
                .toList();
    }
}
