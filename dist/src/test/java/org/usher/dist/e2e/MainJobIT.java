package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the product is for: a person clicks an application, and it is there. */
class MainJobIT {

    /** A front waits two minutes for a client that went without a word, and needs a moment more to let go of it. */
    private static final Duration UNTIL_GIVEN_UP = Duration.ofMinutes(4);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static PortalPage.Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 2);
        chromium = new PortalPage.Chromium();
        String alice = farm.user("alice");
        String bob = farm.user("bob");
        farm.publish("Terminal", "xfce4-terminal", List.of("--disable-server"), List.of(alice));
        farm.publish("Calculator", "galculator", List.of(), List.of(alice, bob));
        farm.publish("Editor", "mousepad", List.of(), List.of(bob));
    }

    @AfterAll
    static void stop() {
        chromium.close();
        farm.close();
    }

    private static TestHost hostOf(String user) {
        JsonNode session = Await.value(
                "a session of " + user, () -> farm.sessions(user).stream().findFirst());
        return farm.host(session.path("host").asString());
    }

    private static String stateOf(String user) {
        return farm.sessions(user).getFirst().path("state").asString();
    }

    @Test
    void whatIsTypedInTheBrowserRunsOnTheHostAsThatUser() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.open("Terminal");
            TestHost host = hostOf("alice");
            Await.until(
                    "the terminal's window",
                    () -> !farm.sessions("alice").getFirst().path("windows").isEmpty());
            portal.focus().type("id -un > typed.txt; echo $(hostname) >> typed.txt\n");
            Await.until(
                    "the effect on the host",
                    () -> host.file("alice", "typed.txt").equals(Optional.of("alice\n" + host.name() + "\n")));
            // What the page's client says by itself, for pictures that it got, is nobody's typing.
            Await.until("the browser in the list, idle by now", () -> {
                JsonNode client = farm.sessions("alice").getFirst().path("client");
                assertThat(client.path("idleSeconds").asLong()).isGreaterThanOrEqualTo(3);
                assertThat(client.path("kind").asString()).isEqualTo("browser");
                assertThat(client.path("name").asString()).isEqualTo("Chrome");
                assertThat(client.path("mode").asString()).isEqualTo("gateway-ssl");
                return true;
            });
            assertThat(portal.faults()).isEmpty();
        } finally {
            farm.endSessions("alice");
        }
    }

    @Test
    void thePictureIsThatOfTheDisplay() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.open("Calculator");
            Await.until(
                    "the calculator's window",
                    () -> !farm.sessions("alice").getFirst().path("windows").isEmpty());
            TestHost host = hostOf("alice");
            Await.until("a picture like the display's", () -> {
                Path screenshot = host.screenshot("alice", directory.resolve("display.png"));
                // Beside the other one, for whoever has to find out why they differ.
                Path picture = Files.write(directory.resolve("picture.png"), portal.picture());
                BufferedImage display = ImageIO.read(screenshot.toFile());
                BufferedImage canvas = ImageIO.read(picture.toFile());
                assertThat(canvas.getWidth()).isEqualTo(display.getWidth());
                assertThat(canvas.getHeight()).isEqualTo(display.getHeight());
                assertThat(differing(display, canvas)).isLessThan(display.getWidth() * display.getHeight() / 1000);
                return true;
            });
        } finally {
            farm.endSessions("alice");
        }
    }

    /** How many pixels differ by more than RemoteFX changes any of them (an eighth of a channel's range). */
    private static int differing(BufferedImage one, BufferedImage other) {
        int count = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                int a = one.getRGB(x, y);
                int b = other.getRGB(x, y);
                for (int shift = 0; shift <= 16; shift += 8) {
                    if (Math.abs((a >> shift & 0xff) - (b >> shift & 0xff)) > 32) {
                        count++;
                        break;
                    }
                }
            }
        }
        return count;
    }

    @Test
    void aSecondApplicationOpensInTheSameSessionWithoutAnotherConnection() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.open("Terminal");
            TestHost host = hostOf("alice");
            long connections = host.rdpConnections();
            portal.button("Applications").click();
            portal.menuItem("Calculator").click();
            Await.until(
                    "two windows",
                    () -> farm.sessions("alice").getFirst().path("windows").size() == 2);
            assertThat(farm.sessions("alice")).hasSize(1);
            assertThat(host.rdpConnections()).isEqualTo(connections);
        } finally {
            farm.endSessions("alice");
        }
    }

    @Test
    void whoClosesTheTabAndComesBackFindsTheSessionAsItWas() throws Exception {
        try (PortalPage first = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            first.open("Terminal");
            TestHost host = hostOf("alice");
            Await.until(
                    "the terminal's window",
                    () -> !farm.sessions("alice").getFirst().path("windows").isEmpty());
            first.focus().type("remembered=yes; touch ready\n");
            Await.until("the first command", () -> host.file("alice", "ready").isPresent());
            first.closeTab();
            // On a busy machine Chromium ends a page before it can say that it goes; then the host waits for its
            // return.
            Await.until(
                    "the session to be left",
                    UNTIL_GIVEN_UP,
                    () -> stateOf("alice").equals("disconnected"));
        }
        String session = farm.sessions("alice").getFirst().path("id").asString();
        try (PortalPage second = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            second.open("Terminal");
            TestHost host = hostOf("alice");
            Await.until("the return", () -> stateOf("alice").equals("active"));
            second.focus().type("echo $remembered > back.txt\n");
            Await.until(
                    "the shell of before", () -> host.file("alice", "back.txt").equals(Optional.of("yes\n")));
            assertThat(farm.sessions("alice").getFirst().path("id").asString()).isEqualTo(session);
            assertThat(farm.sessions("alice").getFirst().path("windows").size()).isEqualTo(1);
        } finally {
            farm.endSessions("alice");
        }
    }

    /** Asks the API for a launch with what the page's browser has. */
    private static APIResponse launch(PortalPage portal, String resource) {
        String csrf = portal.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("__Host-usher-csrf"))
                .findFirst()
                .orElseThrow()
                .value;
        return portal.context()
                .request()
                .post(
                        farm.address() + "api/v1/launches",
                        RequestOptions.create()
                                .setHeader("X-CSRF-Token", csrf)
                                .setData(Map.of(
                                        "key",
                                        UUID.randomUUID().toString(),
                                        "resource",
                                        resource,
                                        "width",
                                        800,
                                        "height",
                                        600)));
    }

    @Test
    void everybodySeesTheirOwnListAndLaunchesNothingElse() {
        try (PortalPage bob = chromium.open(farm.address()).signIn("bob", TestFarm.PASSWORD)) {
            bob.tile("Editor").waitFor();
            assertThat(bob.tile("Terminal").count()).isZero();
            String terminal = farm.api()
                    .get("/api/v1/admin/resources")
                    .valueStream()
                    .filter(resource -> resource.path("name").asString().equals("Terminal"))
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asString();
            // The page's own first requests may still change the cookie's word; a page asks again then, and so do we.
            APIResponse response = Await.value(
                    "an answer",
                    () -> Optional.of(launch(bob, terminal))
                            .filter(answer -> !answer.text().contains("csrf")));
            assertThat(response.status()).as("%s", response.text()).isEqualTo(404);
            assertThat(response.text()).contains("resource-unknown");
        }
    }

    @Test
    void tenLaunchesByTenUsersSpreadFiveToFive() throws Exception {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            users.add(farm.user("spread" + i));
        }
        farm.publish("Spread", "galculator", List.of(), users);
        Await.until(
                "hosts without sessions",
                () -> farm.api()
                        .get("/api/v1/admin/hosts")
                        .valueStream()
                        .allMatch(host -> host.path("sessions").asInt() == 0));
        List<ApiUser> signedIn = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            signedIn.add(ApiUser.signIn(farm, "spread" + i));
        }
        try {
            Map<String, Integer> byHost = new HashMap<>();
            for (ApiUser user : signedIn) {
                assertThat(user.launch("Spread").path("outcome").asString()).isEqualTo("connect");
            }
            for (int i = 0; i < 10; i++) {
                byHost.merge(farm.sessions("spread" + i).getFirst().path("host").asString(), 1, Integer::sum);
            }
            assertThat(byHost)
                    .as("%s", farm.placements(10))
                    .containsOnly(Map.entry("host-1", 5), Map.entry("host-2", 5));
            // Not only promised: ten X servers run.
            Await.until(
                    "five sessions on each host",
                    () -> farm.hosts().stream()
                            .allMatch(host -> host.pids("Xorg :").size() == 5));
        } finally {
            for (int i = 0; i < 10; i++) {
                farm.endSessions("spread" + i);
            }
        }
    }

    @Test
    void theSessionEndsWhenItsLastWindowIsClosed() throws Exception {
        farm.api().patch("/api/v1/admin/site", Map.of("sessionEndsAfterSeconds", 5));
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.open("Terminal");
            Await.until(
                    "the terminal's window",
                    () -> !farm.sessions("alice").getFirst().path("windows").isEmpty());
            portal.focus().type("exit\n");
            Await.until("the session's end", () -> farm.sessions("alice").isEmpty());
            // The page is told so, and goes back to the applications.
            portal.tile("Calculator").waitFor();
        } finally {
            farm.api().patch("/api/v1/admin/site", Map.of("sessionEndsAfterSeconds", 20));
        }
    }

    @Test
    void nothingIsLeftOnTheHostsWhenSessionsHaveEnded() {
        Await.until(
                "no X server",
                () -> farm.hosts().stream()
                        .allMatch(host -> host.pids("Xorg :").isEmpty()
                                || !farm.api().get("/api/v1/admin/sessions").isEmpty()));
        assertThat(Files.exists(directory)).isTrue();
    }
}
