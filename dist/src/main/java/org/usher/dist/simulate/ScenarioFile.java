package org.usher.dist.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.usher.dist.program.UserError;
import org.usher.domain.placement.PlacementRules;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a scenario; all faults of a file are told at once. */
final class ScenarioFile {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int MOST_HOSTS = 1_000;
    private static final int MOST_LAUNCHES = 100_000;
    private static final int MOST_POLICIES = 6;
    private static final double MOST = 1e6;
    private static final double MINUTES_OF_A_WEEK = 7 * 24 * 60;

    private final Path file;
    private final List<String> faults = new ArrayList<>();

    private ScenarioFile(Path file) {
        this.file = file;
    }

    static Scenario read(Path file) {
        try {
            return new ScenarioFile(file).scenario(YAML.readTree(Files.readString(file)));
        } catch (IOException unreadable) {
            throw new UserError(file + " cannot be read (expected: a scenario in YAML)", unreadable);
        } catch (JacksonException malformed) {
            throw new UserError(
                    file + ": line " + malformed.getLocation().getLineNr() + ": " + malformed.getOriginalMessage()
                            + " (expected: YAML)",
                    malformed);
        }
    }

    private Scenario scenario(JsonNode root) {
        known("", root, Set.of("hosts", "reportSeconds", "sessions", "policies", "launches", "watchMinutes", "seed"));
        Duration report = seconds(root, "", "reportSeconds", 3, 1, 60);
        List<Scenario.PaperHost> hosts = hosts(root.path("hosts"));
        List<Scenario.Kind> kinds = kinds(root.path("sessions"));
        List<Policy> policies = policies(root.path("policies"), report);
        long seed = (long) number(root, "", "seed", 1, 0, MOST);
        List<Duration> launches = launches(root.path("launches"), Simulation.drawn(seed));
        double last = launches.isEmpty() ? 0 : launches.getLast().toSeconds() / 60.0;
        Duration watched = minutes(root, "", "watchMinutes", last + 10, 1, MINUTES_OF_A_WEEK);
        if (!faults.isEmpty()) {
            throw new UserError(file + ":\n  " + String.join("\n  ", faults));
        }
        return new Scenario(hosts, report, kinds, policies, launches, watched, seed);
    }

    private List<Scenario.PaperHost> hosts(JsonNode list) {
        List<Scenario.PaperHost> hosts = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            JsonNode entry = list.get(index);
            String where = "hosts[" + index + "].";
            known(where, entry, Set.of("name", "count", "maxSessions", "cores", "memoryGb", "joinsAfterMinutes"));
            String name = entry.path("name").asString("host-" + (index + 1));
            int count = (int) number(entry, where, "count", 1, 1, MOST_HOSTS);
            int maxSessions = (int) number(entry, where, "maxSessions", 40, 1, MOST);
            double cores = number(entry, where, "cores", 4, 0.1, MOST);
            double memory = number(entry, where, "memoryGb", 16, 0.1, MOST);
            Duration joins = minutes(entry, where, "joinsAfterMinutes", 0, 0, MINUTES_OF_A_WEEK);
            for (int number = 1; number <= count; number++) {
                hosts.add(new Scenario.PaperHost(
                        count == 1 ? name : name + "-" + number, maxSessions, cores, memory, joins));
            }
        }
        if (hosts.isEmpty() || hosts.size() > MOST_HOSTS) {
            faults.add("hosts: " + hosts.size() + " (expected: 1 to " + MOST_HOSTS + ")");
        }
        return hosts;
    }

    private List<Scenario.Kind> kinds(JsonNode list) {
        List<Scenario.Kind> kinds = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            JsonNode entry = list.get(index);
            String where = "sessions[" + index + "].";
            known(where, entry, Set.of("share", "cores", "memoryGb", "lastsMinutes", "logonCores", "logonSeconds"));
            kinds.add(new Scenario.Kind(
                    number(entry, where, "share", 1, 1e-6, MOST),
                    number(entry, where, "cores", 0.1, 0, MOST),
                    number(entry, where, "memoryGb", 0.4, 0, MOST),
                    minutes(entry, where, "lastsMinutes", 60, 1, MINUTES_OF_A_WEEK),
                    number(entry, where, "logonCores", 1, 0, MOST),
                    seconds(entry, where, "logonSeconds", 5, 1, 600)));
        }
        if (kinds.isEmpty()) {
            faults.add("sessions: none (expected: what a session costs)");
        }
        return kinds;
    }

    private List<Policy> policies(JsonNode list, Duration report) {
        List<Policy> policies = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            JsonNode entry = list.get(index);
            String where = "policies[" + index + "].";
            known(where, entry, Set.of("name", "method", "sessionsWeight", "cpuWeight", "memoryWeight"));
            PlacementRules usual = PlacementRules.USUAL;
            double sessions = number(entry, where, "sessionsWeight", usual.sessionsWeight(), 0, MOST);
            double cpu = number(entry, where, "cpuWeight", usual.cpuWeight(), 0, MOST);
            double memory = number(entry, where, "memoryWeight", usual.memoryWeight(), 0, MOST);
            String word = entry.path("method").asString("resources");
            Optional<PlacementRules.Method> method = method(word);
            if (method.isEmpty()) {
                faults.add(where + "method: " + word + " (expected: resources or round-robin)");
            }
            if (sessions + cpu + memory <= 0) {
                faults.add(where + "sessionsWeight: all weights are 0 (expected: one above)");
                continue;
            }
            // Hosts that report seldom are not silent for that.
            Duration dead =
                    report.multipliedBy(3).compareTo(usual.deadTime()) > 0 ? report.multipliedBy(3) : usual.deadTime();
            policies.add(new Policy(
                    entry.path("name").asString("policy " + (index + 1)),
                    new PlacementRules(
                            method.orElse(usual.method()),
                            sessions,
                            cpu,
                            memory,
                            dead,
                            usual.reportEvery(),
                            0,
                            usual.queueTime())));
        }
        if (policies.isEmpty() || policies.size() > MOST_POLICIES) {
            faults.add("policies: " + policies.size() + " (expected: 1 to " + MOST_POLICIES + ")");
        }
        return policies;
    }

    private static Optional<PlacementRules.Method> method(String word) {
        return switch (word) {
            case "resources" -> Optional.of(PlacementRules.Method.RESOURCES);
            case "round-robin" -> Optional.of(PlacementRules.Method.ROUND_ROBIN);
            default -> Optional.empty();
        };
    }

    /** Invented ones, evenly drawn over a time, or those of a list that the API has answered with. */
    private List<Duration> launches(JsonNode storm, RandomGenerator random) {
        known("launches.", storm, Set.of("count", "overMinutes", "afterMinutes", "recorded"));
        Optional<String> recorded =
                Optional.of(storm.path("recorded").asString("")).filter(name -> !name.isEmpty());
        if (recorded.isPresent()) {
            return recorded(file.resolveSibling(recorded.get()));
        }
        int count = (int) number(storm, "launches.", "count", 100, 1, MOST_LAUNCHES);
        double over = number(storm, "launches.", "overMinutes", 10, 0, MINUTES_OF_A_WEEK) * 60;
        double after = number(storm, "launches.", "afterMinutes", 1, 0, MINUTES_OF_A_WEEK) * 60;
        return random.doubles(count)
                .map(part -> after + part * over)
                .sorted()
                .mapToObj(second -> Duration.ofSeconds(Math.round(second)))
                .toList();
    }

    private List<Duration> recorded(Path list) {
        try {
            JsonNode launches = new JsonMapper().readTree(Files.readString(list));
            List<Instant> moments = new ArrayList<>();
            for (JsonNode launch : launches) {
                moments.add(Instant.parse(launch.path("at").asString("")));
            }
            if (moments.isEmpty()) {
                faults.add("launches.recorded: " + list + " has none (expected: what GET /api/v1/admin/launches says)");
                return List.of();
            }
            // The first minute is for the hosts to report in.
            Instant first =
                    moments.stream().min(Instant::compareTo).orElseThrow().minusSeconds(60);
            return moments.stream()
                    .map(moment -> Duration.between(first, moment))
                    .sorted()
                    .toList();
        } catch (IOException | JacksonException | DateTimeParseException unreadable) {
            faults.add("launches.recorded: " + list
                    + " cannot be read (expected: what GET /api/v1/admin/launches says): " + unreadable.getMessage());
            return List.of();
        }
    }

    private void known(String where, JsonNode object, Set<String> keys) {
        if (!object.isObject()) {
            faults.add((where.isEmpty() ? "the file" : where.substring(0, where.length() - 1))
                    + ": no map (expected: lines of `key: value`)");
            return;
        }
        Set<String> unknown = new HashSet<>(object.propertyNames());
        unknown.removeAll(keys);
        unknown.stream()
                .sorted()
                .forEach(key -> faults.add(where + key + ": unknown (expected: one of "
                        + keys.stream().sorted().toList() + ")"));
    }

    private double number(JsonNode of, String where, String key, double otherwise, double least, double most) {
        JsonNode value = of.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        // Written so that NaN is refused too.
        if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
            faults.add(where + key + ": " + value.asString(value.toString()) + " (expected: a number from "
                    + plain(least) + " to " + plain(most) + ")");
            return otherwise;
        }
        return value.asDouble();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private Duration seconds(JsonNode of, String where, String key, double otherwise, double least, double most) {
        return Duration.ofSeconds(Math.round(number(of, where, key, otherwise, least, most)));
    }

    private Duration minutes(JsonNode of, String where, String key, double otherwise, double least, double most) {
        return Duration.ofSeconds(Math.round(number(of, where, key, otherwise, least, most) * 60));
    }
}
