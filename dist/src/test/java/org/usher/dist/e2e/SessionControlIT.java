package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
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
 * What administrators do to sessions, and how long sessions may last, each with its effect on the host. Limits are counted in
 * minutes: the sessions that have one are begun first, and looked at last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SessionControlIT {

    private static final Duration A_MINUTE_AND_SOME = Duration.ofSeconds(150);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static TestHost host;
    private static RdpProgram.Display display;
    private static final Map<String, RdpProgram> CLIENTS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 1);
        host = farm.hosts().getFirst();
        farm.api().patch("/api/v1/admin/site", Map.of("clientsMayChoose", true));
        display = new RdpProgram.Display(directory);
        begin("idler", "direct", Map.of("idleMinutes", 1));
        begin("leaver", "direct", Map.of("disconnectedMinutes", 1));
        begin("sitter", "direct", Map.of("sessionMinutes", 1));
        Await.until("the warning", () -> hasMessage("sitter"));
        client("leaver").kill();
        begin("ann", "direct", Map.of());
        begin("ben", "gateway-ssl", Map.of());
        begin("cal", "direct", Map.of());
    }

    @AfterAll
    static void stop() {
        CLIENTS.values().forEach(RdpProgram::close);
        display.close();
        farm.close();
    }

    /** Publishes a tool for a new user, under this policy, and opens it with an RDP client. */
    private static void begin(String user, String mode, Map<String, Object> policy) throws Exception {
        String id = farm.user(user);
        String resource = farm.publish("Tool of " + user, "galculator", List.of(), List.of(id));
        String path = "/api/v1/admin/resources/" + resource;
        ObjectNode form = ((ObjectNode) farm.api().get(path)).without(List.of("id", "icon"));
        ObjectNode said = form.putObject("policy");
        policy.forEach((setting, value) -> said.put(setting, (Integer) value));
        farm.api().put(path, form);
        JsonNode answer = ApiUser.signIn(farm, user)
                .launch(Map.of("resource", resource, "client", Map.of("kind", "rdp", "mode", mode)));
        assertThat(answer.path("outcome").asString()).as(answer.toString()).isEqualTo("file");
        String text = new String(
                Base64.getDecoder().decode(answer.path("file").path("content").asString()), StandardCharsets.UTF_16);
        Path file = Files.writeString(Files.createTempFile(directory, user, ".rdp"), text);
        CLIENTS.put(user, RdpProgram.start(display, directory, file.toString()));
        Await.until(
                "the window of " + user,
                () -> stateOf(user).equals("active")
                        && !session(user).path("windows").isEmpty());
    }

    private static RdpProgram client(String user) {
        return Objects.requireNonNull(CLIENTS.get(user), user);
    }

    private static JsonNode session(String user) {
        return farm.sessions(user).getFirst();
    }

    private static String stateOf(String user) {
        return farm.sessions(user).stream()
                .findFirst()
                .map(session -> session.path("state").asString())
                .orElse("none");
    }

    private static String idOf(String user) {
        return session(user).path("id").asString();
    }

    /** Does this to sessions; what became of each, by its id. */
    private static Map<String, String> all(String what, Map<String, Object> more, List<String> sessions) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("sessions", sessions);
        Map<String, String> outcomes = new HashMap<>();
        farm.api()
                .post("/api/v1/admin/sessions/" + what, body)
                .path("results")
                .forEach(one -> outcomes.put(
                        one.path("session").asString(),
                        one.path("done").asBoolean()
                                ? "done"
                                : one.path("reason").asString()));
        return outcomes;
    }

    /** The displays of a user's X servers, as the host's processes show them. */
    private static List<String> displays(String user) {
        String uid = host.run("id", "-u", user).strip();
        return host.run("sh", "-c", "pgrep -a -x -u " + uid + " Xorg || :")
                .lines()
                .map(line -> line.replaceFirst(".*? (:\\d+) .*", "$1"))
                .toList();
    }

    /** The titles of the windows on an account's display, those of messages too. */
    private static String windowsOn(String account) {
        return host.run(
                "env",
                "DISPLAY=" + displays(account).getFirst(),
                "XAUTHORITY=/home/" + account + "/.Xauthority",
                "wmctrl",
                "-l");
    }

    private static boolean hasMessage(String account) {
        return windowsOn(account).contains("Message from the administrator");
    }

    @Test
    @Order(1)
    void theListTellsWhoLooksAndHowMuchGoes() {
        JsonNode ann = Await.value(
                "what Ann's client does",
                () -> Optional.of(session("ann").path("client"))
                        .filter(client -> client.path("bytesOut").asLong() > 10_000
                                && client.path("idleSeconds").asLong() > 1));
        assertThat(ann.path("kind").asString()).isEqualTo("rdp");
        assertThat(ann.path("name").asString()).isNotEmpty();
        assertThat(ann.path("version").asString()).isNotEqualTo("0");
        assertThat(ann.path("mode").asString()).isEqualTo("direct");
        assertThat(ann.path("bytesIn").asLong()).isBetween(100L, 1_000_000L);
        assertThat(session("ann").path("clientAddress").asString()).startsWith("10.");
        assertThat(session("ann").path("resources").size()).isEqualTo(1);
        Await.until(
                "the way of Ben's client",
                () -> session("ben").path("client").path("mode").asString().equals("gateway-ssl"));
        assertThat(session("leaver").path("client").isNull()).isTrue();
    }

    @Test
    @Order(2)
    void aMessageComesUpInEachSessionAndIsNoWindowOfTheUser() {
        String nobody = UUID.randomUUID().toString();
        String text = "Maintenance at $(touch /tmp/pwned); `id` \"now\" 'ü' -o\nSave your work.";
        Map<String, String> told = all("message", Map.of("text", text), List.of(idOf("ann"), nobody, idOf("ben")));
        assertThat(told)
                .containsOnly(
                        Map.entry(idOf("ann"), "done"),
                        Map.entry(idOf("ben"), "done"),
                        Map.entry(nobody, "session-unknown"));
        assertThat(hasMessage("ann")).isTrue();
        assertThat(hasMessage("ben")).isTrue();
        assertThat(host.run("sh", "-c", "ls /tmp/pwned 2>/dev/null || echo none"))
                .startsWith("none");
        assertThat(session("ann").path("windows").toString()).doesNotContain("Message");
    }

    @Test
    @Order(3)
    void manyAreDisconnectedAndLoggedOffAtOnce() {
        List<String> both = List.of(idOf("ann"), idOf("ben"));
        assertThat(all("disconnect", Map.of(), both).values()).containsOnly("done");
        for (String user : List.of("ann", "ben")) {
            assertThat(client(user).exit()).isNotNegative();
            Await.until(user + " to be disconnected", () -> stateOf(user).equals("disconnected"));
            assertThat(displays(user)).hasSize(1);
            assertThat(session(user).path("client").isNull()).isTrue();
        }
        assertThat(all("log-off", Map.of(), both).values()).containsOnly("done");
        for (String user : List.of("ann", "ben")) {
            assertThat(stateOf(user)).isEqualTo("none");
            Await.until(
                    "the end of " + user + "'s X server", () -> displays(user).isEmpty());
        }
        assertThat(all("log-off", Map.of(), both).values()).containsOnly("session-unknown");
    }

    @Test
    @Order(4)
    void aSessionEndsWithItsLastApplicationWhateverMessageIsStillOpen() {
        farm.api().patch("/api/v1/admin/site", Map.of("sessionEndsAfterSeconds", 5));
        assertThat(all("message", Map.of("text", "Nobody reads this."), List.of(idOf("cal")))
                        .values())
                .containsOnly("done");
        host.run("pkill", "-x", "-u", host.run("id", "-u", "cal").strip(), "galculator");
        Await.until("the end of the session", () -> stateOf("cal").equals("none"));
        assertThat(displays("cal")).isEmpty();
        assertThat(client("cal").exit()).isNotNegative();
    }

    @Test
    @Order(5)
    void limitsHoldWithoutABroker() throws Exception {
        farm.broker().kill();
        try {
            // Of the three clients two are still there; the host alone decides now.
            Await.until(
                    "the end of the session that was left",
                    A_MINUTE_AND_SOME,
                    () -> displays("leaver").isEmpty());
            Await.until(
                    "the end of the session that lasted",
                    A_MINUTE_AND_SOME,
                    () -> displays("sitter").isEmpty());
            assertThat(client("sitter").exit()).isNotNegative();
            assertThat(client("idler").exit()).isNotNegative();
            assertThat(displays("idler")).as("the idle user's session goes on").hasSize(1);
        } finally {
            farm.broker().restart();
        }
        Await.until("the broker's return", () -> stateOf("idler").equals("disconnected"));
        assertThat(stateOf("leaver")).isEqualTo("none");
        assertThat(stateOf("sitter")).isEqualTo("none");
        farm.endSessions("idler");
    }
}
