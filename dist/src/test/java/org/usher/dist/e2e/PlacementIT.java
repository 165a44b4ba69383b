package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Three hosts with xrdp, each with a control group whose load is its own: who goes where, and that what is written down
 * about it is what happened. The sessions of the crowd stay for the tests that follow.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlacementIT {

    private static final int CROWD = 30;
    private static final int LATER = 9;
    private static final int AT_ONCE = 6;

    /** Scores this near to each other count as alike, and then the number of sessions decides. */
    private static final double ALIKE = 0.1;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static final Map<String, ApiUser> USERS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 3);
        List<String> ids = new ArrayList<>();
        for (String name : names(1, CROWD + LATER)) {
            ids.add(farm.user(name));
        }
        farm.publish("Terminal", "xterm", List.of(), ids);
        for (String name : names(1, CROWD + LATER)) {
            USERS.put(name, ApiUser.signIn(farm, name));
        }
    }

    @AfterAll
    static void stop() {
        farm.close();
    }

    private static List<String> names(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "user" + number)
                .toList();
    }

    /** Clicks of all of them, some at once; each must open a session at the first try. */
    private static void launch(List<String> users) throws Exception {
        try (ExecutorService clicks = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<JsonNode>> answers = users.stream()
                    .map(user -> clicks.submit(
                            () -> Objects.requireNonNull(USERS.get(user)).launch("Terminal")))
                    .toList();
            for (Future<JsonNode> answer : answers) {
                assertThat(answer.get().path("outcome").asString())
                        .as("%s", answer.get())
                        .isEqualTo("connect");
            }
        }
    }

    private static String hostOf(String user) {
        return farm.sessions(user).getFirst().path("host").asString();
    }

    private static List<String> usersOn(String host, List<String> users) {
        return users.stream().filter(user -> hostOf(user).equals(host)).toList();
    }

    private static Map<String, Integer> spread(List<String> users) {
        Map<String, Integer> counts = new TreeMap<>();
        farm.hosts()
                .forEach(host ->
                        counts.put(host.name(), usersOn(host.name(), users).size()));
        return counts;
    }

    private static JsonNode latestLaunch(String user) {
        return farm.api().get("/api/v1/admin/launches?limit=1&user=" + user).path(0);
    }

    /** The placement of a user's latest launch, which must be true: of what it says the best was chosen, and was taken. */
    private static JsonNode explanation(String user) {
        JsonNode launch = latestLaunch(user);
        JsonNode placement = launch.path("placement");
        List<JsonNode> candidates = placement.path("candidates").valueStream().toList();
        JsonNode chosen = candidates.stream()
                .filter(candidate -> candidate.path("host").equals(placement.path("chosen")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody was chosen: " + launch));
        assertThat(chosen.path("name").asString()).as("%s", launch).isEqualTo(hostOf(user));
        double best = candidates.stream()
                .mapToDouble(candidate -> candidate.path("score").asDouble())
                .min()
                .orElseThrow();
        assertThat(chosen.path("score").asDouble()).as("%s", placement).isLessThanOrEqualTo(best + ALIKE);
        double fewest = candidates.stream()
                .filter(candidate -> candidate.path("score").asDouble() <= best + ALIKE)
                .mapToDouble(candidate -> candidate.path("sessions").asDouble())
                .min()
                .orElseThrow();
        assertThat(chosen.path("sessions").asDouble()).as("%s", placement).isEqualTo(fewest);
        return placement;
    }

    /** Why a host was not a candidate; empty if it was one. */
    private static String rejection(JsonNode placement, String host) {
        return placement
                .path("rejected")
                .valueStream()
                .filter(rejected -> rejected.path("name").asString().equals(host))
                .map(rejected -> rejected.path("because").asString())
                .findFirst()
                .orElse("");
    }

    private static JsonNode host(String name) {
        return farm.api()
                .get("/api/v1/admin/hosts")
                .valueStream()
                .filter(host -> host.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void setState(String host, String state) {
        farm.api().patch("/api/v1/admin/hosts/" + host(host).path("id").asString(), Map.of("state", state));
    }

    private static double cpu(String host) {
        return host(host).path("cpu").asDouble();
    }

    @Test
    @Order(1)
    void aCrowdIsSpreadEvenly() throws Exception {
        List<String> crowd = names(1, CROWD);
        launch(crowd);
        assertThat(spread(crowd).values()).as("%s", spread(crowd)).allMatch(count -> count >= 9 && count <= 11);
        crowd.forEach(
                user -> assertThat(explanation(user).path("candidates").size()).isEqualTo(3));
        // What the books say is on the hosts.
        for (TestHost host : farm.hosts()) {
            int expected = usersOn(host.name(), crowd).size();
            Await.until(
                    "the X servers of " + host.name(),
                    () -> host.pids("[X]org :").size() == expected);
        }
    }

    @Test
    @Order(2)
    void aDrainingHostTakesNobodyNewAndItsOwnBack() throws Exception {
        String draining = hostOf("user1");
        String session = farm.sessions("user1").getFirst().path("id").asString();
        setState(draining, "draining");
        List<String> later = names(CROWD + 1, CROWD + LATER);
        launch(later);
        assertThat(usersOn(draining, later)).isEmpty();
        later.forEach(user -> assertThat(rejection(explanation(user), draining)).isEqualTo("host-draining"));
        // From another device.
        JsonNode back = ApiUser.signIn(farm, "user1").launch("Terminal");
        assertThat(back.path("session").asString()).as("%s", back).isEqualTo(session);
        assertThat(hostOf("user1")).isEqualTo(draining);
        setState(draining, "enabled");
    }

    @Test
    @Order(3)
    void whenAHostDiesItsUsersGetInElsewhereAtTheirNextClick() throws Exception {
        TestHost dead = farm.host(hostOf("user2"));
        List<String> its = usersOn(dead.name(), names(1, CROWD));
        dead.powerOff();
        try {
            launch(its.subList(0, AT_ONCE));
            for (String user : its.subList(0, AT_ONCE)) {
                assertThat(hostOf(user)).isNotEqualTo(dead.name());
                assertThat(rejection(explanation(user), dead.name()))
                        .isIn("host-silent", "host-not-listening", "host-rdp-fails");
            }
        } finally {
            farm.powerOnAll();
        }
        farm.awaitHosts();
        names(1, CROWD + LATER).forEach(farm::endSessions);
        farm.hosts()
                .forEach(host -> Await.until(
                        "the end of the X servers of " + host.name(),
                        () -> host.pids("[X]org :").isEmpty()));
    }

    @Test
    @Order(4)
    void aHostWhoseProcessorsAreBusyGetsFewer() throws Exception {
        String busy = farm.hosts().getFirst().name();
        List<String> users = names(1, LATER);
        ObjectNode rules = (ObjectNode) farm.api().get("/api/v1/admin/site/placement");
        farm.api().put("/api/v1/admin/site/placement", rules.put("cpuWeight", 4));
        try (TestFarm.Work work = farm.keepBusy(1)) {
            Await.until(
                    "the load of " + busy,
                    () -> farm.hosts().stream()
                            .filter(host -> !host.name().equals(busy))
                            .allMatch(host -> cpu(busy) > cpu(host.name()) + 0.3));
            assertThat(work.goesOn()).isTrue();
            launch(users);
        }
        Map<String, Integer> spread = spread(users);
        int fewer = usersOn(busy, users).size();
        assertThat(spread.entrySet())
                .as("%s", spread)
                .allMatch(host -> host.getKey().equals(busy) || host.getValue() > fewer);
        users.forEach(PlacementIT::explanation);
        names(1, LATER).forEach(farm::endSessions);
    }
}
