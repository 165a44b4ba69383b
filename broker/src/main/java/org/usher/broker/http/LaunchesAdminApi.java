package org.usher.broker.http;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.store.JdbcLaunches;
import org.usher.domain.farm.SiteId;

/** Launches with their reasons and timelines, for administrators. */
@RestController
@RequestMapping("/api/v1/admin")
class LaunchesAdminApi {

    private static final int MAX_LIMIT = 1_000;

    private final JdbcLaunches launches;
    private final LaunchViews views;
    private final SiteId site;

    LaunchesAdminApi(JdbcLaunches launches, LaunchViews views, SiteId site) {
        this.launches = launches;
        this.views = views;
        this.site = site;
    }

    @GetMapping("/launches")
    List<LaunchViews.AdminLaunch> launches(@RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit", limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
        return launches.latest(site, limit).stream().map(views::admin).toList();
    }
}
