package org.usher.broker.http;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.store.JdbcLaunchTimes;
import org.usher.broker.store.JdbcLaunches;
import org.usher.domain.farm.SiteId;
import org.usher.domain.launch.LaunchId;

/** Launches with their reasons and timelines, for administrators. */
@RestController
@RequestMapping("/api/v1/admin")
class LaunchesAdminApi {

    private static final int MAX_LIMIT = 1_000;
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{4,32}");

    private static final int HOURS_OF_A_WEEK = 168;

    private final JdbcLaunches launches;
    private final JdbcLaunchTimes times;
    private final LaunchViews views;
    private final SiteId site;

    LaunchesAdminApi(JdbcLaunches launches, JdbcLaunchTimes times, LaunchViews views, SiteId site) {
        this.times = times;
        this.launches = launches;
        this.views = views;
        this.site = site;
    }

    @GetMapping("/launches")
    List<LaunchViews.AdminLaunch> launches(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam Optional<String> id,
            @RequestParam Optional<String> user,
            @RequestParam Optional<String> host,
            @RequestParam Optional<String> resource,
            @RequestParam Optional<String> state,
            @RequestParam Optional<String> since,
            @RequestParam Optional<Boolean> failed) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit", limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
        JdbcLaunches.Wanted wanted = new JdbcLaunches.Wanted(
                id.map(LaunchesAdminApi::digits),
                user,
                host,
                resource,
                state.map(LaunchesAdminApi::state),
                since.map(LaunchesAdminApi::moment),
                failed.orElse(false));
        return launches.latest(site, wanted, limit).stream().map(views::admin).toList();
    }

    @GetMapping("/launches/{id}")
    LaunchViews.AdminLaunch launch(@PathVariable UUID id) {
        return launches.shown(site, new LaunchId(id))
                .map(views::admin)
                .orElseThrow(() -> ProblemException.notFound("launch"));
    }

    /** How long one stage takes on one host. */
    record LaunchTime(UUID host, String name, String stage, long p50Ms, long p95Ms, long count) {}

    @GetMapping("/launch-times")
    List<LaunchTime> times(@RequestParam(defaultValue = "24") int hours) {
        if (hours < 1 || hours > HOURS_OF_A_WEEK) {
            throw ProblemException.invalid("hours", hours + " (expected: 1 to " + HOURS_OF_A_WEEK + ")");
        }
        return times.over(site, Duration.ofHours(hours)).stream()
                .map(time -> new LaunchTime(
                        time.host().value(), time.name(), time.stage(), time.p50(), time.p95(), time.count()))
                .toList();
    }

    /** Of an id as people copy it. */
    private static String digits(String text) {
        String digits = text.replace("-", "").toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(digits).matches()) {
            throw ProblemException.invalid("id", "4 to 32 hexadecimal digits are expected");
        }
        return digits;
    }

    private static String state(String word) {
        if (!JdbcLaunches.STATES.contains(word)) {
            throw ProblemException.invalid("state", "one of " + JdbcLaunches.STATES + " is expected");
        }
        return word;
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw ProblemException.invalid("since", "an ISO date-time is expected, such as 2026-11-23T08:00:00Z");
        }
    }
}
