package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.events.EventHub;
import org.usher.broker.farm.SharePasswords;
import org.usher.broker.store.JdbcApplications;
import org.usher.broker.store.JdbcIcons;
import org.usher.broker.store.JdbcResources;
import org.usher.broker.store.NameTakenException;
import org.usher.broker.store.Words;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;
import org.usher.domain.publishing.Availability;
import org.usher.domain.publishing.Opening;
import org.usher.domain.publishing.PerHost;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.publishing.ResourceKind;
import org.usher.wire.Octets;

/** Published resources for administrators. */
@RestController
@RequestMapping("/api/v1/admin")
class ResourcesAdminApi {

    private final JdbcResources resources;
    private final JdbcIcons icons;
    private final SharePasswords passwords;
    private final EventHub events;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final SiteId site;
    private final Supplier<UUID> ids;

    ResourcesAdminApi(
            JdbcResources resources,
            JdbcIcons icons,
            SharePasswords passwords,
            EventHub events,
            AuditLog audit,
            TransactionTemplate transaction,
            SiteId site,
            Supplier<UUID> ids) {
        this.resources = resources;
        this.icons = icons;
        this.passwords = passwords;
        this.events = events;
        this.audit = audit;
        this.transaction = transaction;
        this.site = site;
        this.ids = ids;
    }

    record AdminResource(
            UUID id,
            String kind,
            String name,
            String folder,
            String target,
            List<String> arguments,
            String startIn,
            @Nullable String icon,
            @Nullable String iconDigest,
            boolean enabled,
            Set<UUID> users,
            Set<UUID> groups,
            Set<UUID> hosts,
            PolicyViews.Partial policy,
            String opener,
            String where,
            boolean kiosk,
            boolean single,
            boolean available,
            String message,
            int maxUses,
            String credentials,
            String account,
            boolean accountPasswordSet,
            boolean autoStart,
            List<String> extensions,
            List<PerHostView> perHost) {

        static AdminResource of(PublishedResource resource, SharePasswords passwords) {
            return new AdminResource(
                    resource.id().value(),
                    Words.of(resource.kind()),
                    resource.name(),
                    resource.folder(),
                    resource.target(),
                    resource.arguments(),
                    resource.startIn(),
                    resource.icon().map(Pages::iconUrl).orElse(null),
                    resource.icon().orElse(null),
                    resource.enabled(),
                    resource.users().stream().map(UserId::value).collect(Collectors.toSet()),
                    resource.groups().stream().map(GroupId::value).collect(Collectors.toSet()),
                    resource.hosts().stream().map(HostId::value).collect(Collectors.toSet()),
                    PolicyViews.of(resource.policy()),
                    resource.opening().opener(),
                    Words.of(resource.opening().where()),
                    resource.opening().kiosk(),
                    resource.opening().single(),
                    resource.availability().available(),
                    resource.availability().message(),
                    resource.availability().maxUses(),
                    Words.of(resource.opening().credentials()),
                    resource.opening().account(),
                    resource.opening().credentials() == Opening.Credentials.ACCOUNT && passwords.has(resource.id()),
                    resource.opening().autoStart(),
                    resource.opening().extensions(),
                    resource.perHost().stream().map(PerHostView::of).toList());
        }
    }

    record Wish(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String folder,
            @Nullable String target,
            @Nullable List<String> arguments,
            @Nullable String startIn,
            @Nullable String iconDigest,
            @Nullable Boolean enabled,
            @Nullable Set<UUID> users,
            @Nullable Set<UUID> groups,
            @Nullable Set<UUID> hosts,
            PolicyViews.@Nullable PolicyForm policy,
            @Nullable String opener,
            @Nullable String where,
            @Nullable Boolean kiosk,
            @Nullable Boolean single,
            @Nullable Boolean available,
            @Nullable String message,
            @Nullable Integer maxUses,
            @Nullable String credentials,
            @Nullable String account,
            @Nullable String accountPassword,
            @Nullable Boolean autoStart,
            @Nullable List<String> extensions,
            @Nullable List<PerHostForm> perHost) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Wish[name=" + name + "]";
        }
    }

    /** What is different on one host; null is as everywhere. */
    record PerHostView(
            UUID host,
            @Nullable String target,
            @Nullable List<String> arguments,
            @Nullable String startIn) {

        static PerHostView of(PerHost different) {
            return new PerHostView(
                    different.host().value(),
                    different.target().orElse(null),
                    different.arguments().orElse(null),
                    different.startIn().orElse(null));
        }
    }

    /** The same as it is written. */
    record PerHostForm(
            @Nullable UUID host,
            @Nullable String target,
            @Nullable List<String> arguments,
            @Nullable String startIn) {

        PerHost different() {
            if (host == null) {
                throw new IllegalArgumentException("perHost: no host (expected: a host's id)");
            }
            return new PerHost(
                    new HostId(host),
                    Optional.ofNullable(target).map(String::strip),
                    Optional.ofNullable(arguments),
                    Optional.ofNullable(startIn).map(String::strip));
        }
    }

    record IconView(String digest, String url) {}

    @GetMapping("/resources")
    List<AdminResource> resources() {
        return resources.ofSite(site).stream()
                .map(resource -> AdminResource.of(resource, passwords))
                .sorted(java.util.Comparator.comparing(AdminResource::folder, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(AdminResource::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    @GetMapping("/resources/{id}")
    AdminResource resource(@PathVariable UUID id) {
        return AdminResource.of(find(id), passwords);
    }

    @PostMapping("/resources")
    @ResponseStatus(HttpStatus.CREATED)
    AdminResource publish(@RequestBody Wish wish, SignedIn who, HttpServletRequest request) {
        return save(new ResourceId(ids.get()), wish, "resource.publish", who, request);
    }

    @PutMapping("/resources/{id}")
    AdminResource change(@PathVariable UUID id, @RequestBody Wish wish, SignedIn who, HttpServletRequest request) {
        return save(find(id).id(), wish, "resource.change", who, request);
    }

    @DeleteMapping("/resources/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID id, SignedIn who, HttpServletRequest request) {
        PublishedResource resource = find(id);
        resources.delete(site, resource.id());
        audit.record(
                AuditFact.done(site, who.getName(), Caller.address(request), "resource.withdraw", resource.name()));
        events.tell(new EventHub.Resources());
    }

    private PublishedResource find(UUID id) {
        return resources.find(site, new ResourceId(id)).orElseThrow(() -> ProblemException.notFound("resource"));
    }

    private AdminResource save(ResourceId id, Wish wish, String action, SignedIn who, HttpServletRequest request) {
        PublishedResource resource = ProblemException.checked(() -> resource(id, wish));
        Optional<PublishedResource> before = resources.find(site, id);
        transaction.executeWithoutResult(status -> {
            try {
                resources.save(resource);
                keepPassword(resource, wish.accountPassword());
            } catch (NameTakenException taken) {
                throw ProblemException.of(
                        HttpStatus.CONFLICT,
                        "name-taken",
                        "Another resource in this folder has the name " + resource.name() + ".");
            } catch (DataIntegrityViolationException unknown) {
                throw ProblemException.invalid(
                        "request", "names an icon, user, group or host that is not there (expected: ids that are)");
            }
        });
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), action, resource.name())
                .with(ResourceChanges.of(before, resource, givesPassword(resource, wish.accountPassword()))));
        events.tell(new EventHub.Resources());
        return AdminResource.of(resource, passwords);
    }

    private PublishedResource resource(ResourceId id, Wish wish) {
        return new PublishedResource(
                id,
                site,
                word("kind", ResourceKind.class, wish.kind()),
                text(wish.name()),
                folder(text(wish.folder())),
                text(wish.target()),
                wish.arguments() == null ? List.of() : wish.arguments(),
                text(wish.startIn()),
                Optional.ofNullable(wish.iconDigest()),
                wish.enabled() == null || wish.enabled(),
                set(wish.users(), UserId::new),
                set(wish.groups(), GroupId::new),
                set(wish.hosts(), HostId::new),
                PolicyViews.read(wish.policy()),
                opening(wish),
                new Availability(
                        wish.available() == null || wish.available(),
                        text(wish.message()),
                        wish.maxUses() == null ? 0 : wish.maxUses()),
                wish.perHost() == null
                        ? List.of()
                        : wish.perHost().stream().map(PerHostForm::different).toList());
    }

    private static boolean givesPassword(PublishedResource resource, @Nullable String given) {
        return resource.opening().credentials() == Opening.Credentials.ACCOUNT && given != null && !given.isEmpty();
    }

    private void keepPassword(PublishedResource resource, @Nullable String given) {
        if (resource.opening().credentials() != Opening.Credentials.ACCOUNT) {
            passwords.forget(resource.id());
        } else if (given != null && givesPassword(resource, given)) {
            if (given.length() > SharePasswords.LONGEST || given.chars().anyMatch(Character::isISOControl)) {
                throw ProblemException.invalid(
                        "accountPassword",
                        "too long or with control characters (expected: one line of at most " + SharePasswords.LONGEST
                                + " characters)");
            }
            passwords.keep(resource.id(), given);
        } else if (!passwords.has(resource.id())) {
            throw ProblemException.invalid("accountPassword", "none (expected: the service account's password)");
        }
    }

    private static Opening opening(Wish wish) {
        return new Opening(
                text(wish.opener()),
                wish.where() == null ? Opening.Where.HOST : word("where", Opening.Where.class, wish.where()),
                wish.kiosk() != null && wish.kiosk(),
                wish.single() != null && wish.single(),
                wish.credentials() == null
                        ? Opening.Credentials.ASK
                        : word("credentials", Opening.Credentials.class, wish.credentials()),
                text(wish.account()),
                wish.autoStart() != null && wish.autoStart(),
                wish.extensions() == null ? List.of() : wish.extensions());
    }

    private static <E extends Enum<E>> E word(String field, Class<E> type, @Nullable String word) {
        try {
            return Words.to(type, word == null ? "" : word);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(field + ": " + unknown.getMessage(), unknown);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    /** Folders without empty parts, however they were typed. */
    private static String folder(String typed) {
        return java.util.Arrays.stream(typed.split("/", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }

    private static <T> Set<T> set(@Nullable Set<UUID> ids, Function<UUID, T> wrap) {
        return ids == null ? Set.of() : ids.stream().map(wrap).collect(Collectors.toSet());
    }

    @PostMapping("/icons")
    @ResponseStatus(HttpStatus.CREATED)
    IconView icon(@RequestBody byte[] data, @RequestHeader(HttpHeaders.CONTENT_TYPE) String type) {
        boolean png = type.equals("image/png") && data.length > 8 && data[0] == (byte) 0x89 && data[1] == 'P';
        if (!png && !type.equals("image/svg+xml")) {
            throw ProblemException.invalid("icon", type + " (expected: image/png or image/svg+xml)");
        }
        if (data.length > JdbcApplications.MAX_ICON) {
            throw ProblemException.invalid(
                    "icon", data.length + " bytes (expected: at most " + JdbcApplications.MAX_ICON + ")");
        }
        String digest = icons.keep(new JdbcIcons.Icon(type, Octets.of(data)));
        return new IconView(digest, Pages.iconUrl(digest));
    }
}
