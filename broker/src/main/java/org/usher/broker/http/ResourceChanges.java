package org.usher.broker.http;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.usher.broker.store.Words;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.publishing.PerHost;
import org.usher.domain.publishing.PublishedResource;

/** What a change of a resource has changed, for the audit log. Of a password only that there is another one. */
final class ResourceChanges {

    /** What needs no word about a new resource. */
    private static final Set<Object> NOTHING = Set.of("", List.of(), false, 0, PolicyViews.of(PartialPolicy.SILENT));

    private final Optional<PublishedResource> before;
    private final PublishedResource after;
    private final BeforeAndAfter changes = new BeforeAndAfter();

    private ResourceChanges(Optional<PublishedResource> before, PublishedResource after) {
        this.before = before;
        this.after = after;
    }

    /** Of a resource that was not there before, all that was said of it. */
    static Map<String, String> of(Optional<PublishedResource> before, PublishedResource after, boolean newPassword) {
        return new ResourceChanges(before, after).all(newPassword).changes.details();
    }

    private ResourceChanges all(boolean newPassword) {
        of("kind", resource -> Words.of(resource.kind()));
        of("name", PublishedResource::name);
        of("folder", PublishedResource::folder);
        of("target", PublishedResource::target);
        of("arguments", PublishedResource::arguments);
        of("startIn", PublishedResource::startIn);
        of("icon", resource -> resource.icon().orElse(""));
        of("enabled", PublishedResource::enabled);
        of("users", resource -> sorted(resource.users()));
        of("groups", resource -> sorted(resource.groups()));
        of("hosts", resource -> sorted(resource.hosts()));
        of("policy", resource -> PolicyViews.of(resource.policy()));
        of("opener", resource -> resource.opening().opener());
        of("where", resource -> Words.of(resource.opening().where()));
        of("kiosk", resource -> resource.opening().kiosk());
        of("single", resource -> resource.opening().single());
        of("credentials", resource -> Words.of(resource.opening().credentials()));
        of("account", resource -> resource.opening().account());
        of("autoStart", resource -> resource.opening().autoStart());
        of("extensions", resource -> resource.opening().extensions());
        of("available", resource -> resource.availability().available());
        of("message", resource -> resource.availability().message());
        of("maxUses", resource -> resource.availability().maxUses());
        of("perHost", resource -> perHost(resource.perHost()));
        if (newPassword) {
            changes.of("accountPassword", "•••", "••• (another one)");
        }
        return this;
    }

    private void of(String setting, Function<PublishedResource, Object> value) {
        Object now = value.apply(after);
        if (before.isPresent()) {
            changes.of(setting, value.apply(before.get()), now);
        } else if (!NOTHING.contains(now)) {
            changes.of(setting, "", now);
        }
    }

    private static List<String> sorted(Collection<?> ids) {
        return ids.stream().map(String::valueOf).sorted().toList();
    }

    private static String perHost(List<PerHost> all) {
        return all.stream().map(ResourceChanges::different).collect(Collectors.joining("; "));
    }

    private static String different(PerHost different) {
        return different.host() + ":"
                + different.target().map(text -> " target " + text).orElse("")
                + different.arguments().map(words -> " arguments " + words).orElse("")
                + different.startIn().map(text -> " startIn " + text).orElse("");
    }
}
