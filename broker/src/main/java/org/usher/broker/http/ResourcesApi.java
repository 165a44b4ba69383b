package org.usher.broker.http;

import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.store.JdbcIcons;

/** Enumeration: what the user may use, with icons. */
@RestController
@RequestMapping("/api/v1")
class ResourcesApi {

    private final ResourceViews views;
    private final JdbcIcons icons;

    ResourcesApi(ResourceViews views, JdbcIcons icons) {
        this.views = views;
        this.icons = icons;
    }

    @GetMapping("/resources")
    List<ResourceViews.Resource> resources(SignedIn who) {
        return views.of(who.getPrincipal());
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
