package org.usher.broker.http;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.store.JdbcIcons;
import org.usher.broker.store.Words;
import org.usher.domain.publishing.EnumerateResources;
import org.usher.domain.publishing.PublishedResource;

/** Enumeration: what the user may use, with icons. */
@RestController
@RequestMapping("/api/v1")
class ResourcesApi {

    private final EnumerateResources enumerate;
    private final JdbcIcons icons;

    ResourcesApi(EnumerateResources enumerate, JdbcIcons icons) {
        this.enumerate = enumerate;
        this.icons = icons;
    }

    record Resource(
            UUID id,
            String name,
            String kind,
            String folder,
            @Nullable String icon) {

        static Resource of(PublishedResource resource) {
            return new Resource(
                    resource.id().value(),
                    resource.name(),
                    Words.of(resource.kind()),
                    resource.folder(),
                    resource.icon().map(Pages::iconUrl).orElse(null));
        }
    }

    @GetMapping("/resources")
    List<Resource> resources(SignedIn who) {
        return enumerate.enumerate(who.getPrincipal()).stream()
                .map(Resource::of)
                .toList();
    }

    @GetMapping("/icons/{digest}")
    ResponseEntity<byte[]> icon(@PathVariable String digest) {
        JdbcIcons.Icon icon = icons.find(digest).orElseThrow(() -> ProblemException.notFound("icon"));
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                // An icon comes from a host or an administrator; as SVG it could carry a script if it were opened as a
                // page.
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .contentType(MediaType.parseMediaType(icon.type()))
                .body(icon.data().bytes());
    }
}
