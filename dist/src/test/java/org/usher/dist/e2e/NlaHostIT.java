package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A host without an agent that wants its own users' passwords by NLA: FreeRDP's shadow server. */
class NlaHostIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static ShadowHost shadow;
    private static PortalPage.Chromium chromium;
    private static String alice;

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 0);
        shadow = new ShadowHost(directory);
        chromium = new PortalPage.Chromium();
        alice = farm.user("alice");
        JsonNode seen = farm.api().post("/api/v1/admin/hosts/certificate", Map.of("address", ShadowHost.ADDRESS));
        assertThat(seen.path("sha256").asString()).isEqualTo(shadow.sha256());
        assertThat(seen.path("nla").asBoolean()).isTrue();
        publish("Shadow", host("shadow", ShadowHost.ADDRESS, shadow.sha256()));
    }

    @AfterAll
    static void stop() {
        chromium.close();
        shadow.close();
        farm.close();
    }

    @AfterEach
    void endSessions() {
        farm.endSessions("alice");
    }

    private static String host(String name, String address, String sha256) {
        String id = farm.api()
                .post(
                        "/api/v1/admin/hosts",
                        Map.of(
                                "name",
                                name,
                                "address",
                                address,
                                "system",
                                "other",
                                "maxSessions",
                                10,
                                "proof",
                                Map.of("kind", "pinned", "sha256", sha256)))
                .path("id")
                .asString();
        Await.until(
                "the host's health",
                () -> farm.api()
                        .get("/api/v1/admin/hosts")
                        .valueStream()
                        .anyMatch(one -> one.path("id").asString().equals(id)
                                && one.path("status").asString().equals("ready")));
        return id;
    }

    private static void publish(String name, String host) {
        farm.api()
                .post(
                        "/api/v1/admin/resources",
                        Map.of(
                                "kind",
                                "desktop",
                                "name",
                                name,
                                "folder",
                                "",
                                "target",
                                "",
                                "arguments",
                                List.of(),
                                "users",
                                List.of(alice),
                                "hosts",
                                List.of(host)));
    }

    @Test
    void thePersonSignsInAtTheHostOnceAndSeesItsPicture() throws Exception {
        try (PortalPage portal = chromium.open(farm.address())) {
            List<String> sent = Collections.synchronizedList(new ArrayList<>());
            portal.context().onRequest(request -> sent.add(request.url() + " " + request.postData()));
            portal.signIn("alice", TestFarm.PASSWORD);
            portal.tile("Shadow").click();
            awaitSignOn(portal);
            assertThat(userName(portal)).as("begins with the portal's name").isEqualTo("alice");

            signOn(portal, "not the password");
            portal.visible("The host did not let you in");
            assertThat(userName(portal)).isEqualTo(ShadowHost.USER);
            signOn(portal, ShadowHost.PASSWORD);
            portal.awaitPicture();
            assertThat(farm.sessions("alice"))
                    .singleElement()
                    .satisfies(session ->
                            assertThat(session.path("state").asString()).isEqualTo("active"));

            assertThat(sent).isNotEmpty().noneMatch(request -> request.contains(ShadowHost.PASSWORD));
            assertThat(portal.faults()).isEmpty();
        }
        for (Path log : List.of(
                farm.broker().log(),
                farm.gateways().get(0).log(),
                farm.gateways().get(1).log())) {
            assertThat(Files.readString(log)).doesNotContain(ShadowHost.PASSWORD);
        }
    }

    @Test
    void whatWasTypedIsRememberedUntilTheSignOut() {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.tile("Shadow").click();
            awaitSignOn(portal);
            signOn(portal, ShadowHost.PASSWORD);
            portal.awaitPicture();
            farm.endSessions("alice");
            portal.visible("Your session has ended");

            portal.open("Shadow");
            farm.endSessions("alice");
            portal.visible("Your session has ended");
            portal.button("Menu of").click();
            portal.menuItem("Sign out").click();
            portal.signIn("alice", TestFarm.PASSWORD);

            portal.tile("Shadow").click();
            awaitSignOn(portal);
        }
    }

    @Test
    void aGatewayThatDiesIsFollowedByANewConnection() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.tile("Shadow").click();
            awaitSignOn(portal);
            signOn(portal, ShadowHost.PASSWORD);
            portal.awaitPicture();
            Part carrier = farm.gateways().stream()
                    .filter(gateway -> gateway.tail().contains("CredSSP"))
                    .findFirst()
                    .orElseThrow();
            Part other = farm.gateways().get(carrier.equals(farm.gateways().get(0)) ? 1 : 0);
            long before = connections(other);
            carrier.kill();
            Await.until("a connection by the other gateway", () -> connections(other) > before);
            carrier.restart();
            Await.until("both gateways", () -> farm.balancerSees(2));
            portal.page()
                    .getByText("Returning to Shadow")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
            portal.awaitPicture();
            assertThat(portal.faults()).isEmpty();
        }
    }

    private static long connections(Part gateway) throws Exception {
        return Files.readString(gateway.log())
                .lines()
                .filter(line -> line.contains("CredSSP"))
                .count();
    }

    @Test
    void anotherCertificateIsRefused() throws Exception {
        String forwarded = Network.HERE + ":23390";
        try (Part impostor = Part.start(
                "impostor",
                List.of(
                        "socat",
                        "TCP-LISTEN:23390,bind=" + Network.HERE + ",fork,reuseaddr",
                        "TCP:" + ShadowHost.ADDRESS),
                directory)) {
            assertThat(impostor.isAlive()).isTrue();
            publish("Impostor", host("impostor", forwarded, "ab".repeat(32)));
            try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
                portal.tile("Impostor").click();
                awaitSignOn(portal);
                signOn(portal, ShadowHost.PASSWORD);
                portal.visible("host-certificate");
            }
        }
    }

    @Test
    void anRdpClientSignsInThroughTheGatewayByItself() throws Exception {
        String display = shadow.display();
        Path right = file();
        try (Part client = xfreerdp("right", display, right, ShadowHost.PASSWORD)) {
            Await.until(
                    "the client's window\n" + client.tail(),
                    () -> Shell.run("xwininfo", "-display", display, "-root", "-tree")
                            .contains("FreeRDP"));
            Await.until(
                    "the session",
                    () -> farm.sessions("alice").stream()
                            .anyMatch(
                                    session -> session.path("state").asString().equals("active")));
            assertThat(client.isAlive()).isTrue();
        }
        farm.endSessions("alice");
        try (Part client = xfreerdp("wrong", display, file(), "not the password")) {
            Await.until("the client's end", () -> !client.isAlive());
        }
    }

    private static Part xfreerdp(String name, String display, Path file, String password) throws Exception {
        return Part.start(
                "xfreerdp-" + name,
                List.of(
                        "env",
                        "DISPLAY=" + display,
                        "HOME=" + directory.resolve("shadow"),
                        "xfreerdp",
                        file.toString(),
                        "/u:" + ShadowHost.USER,
                        "/p:" + password,
                        "/cert:ignore"),
                directory);
    }

    /** A connection file for the gateway. */
    private static Path file() throws Exception {
        ApiUser user = ApiUser.signIn(farm, "alice");
        String resource = user.send("GET", "api/v1/resources", null)
                .valueStream()
                .filter(one -> one.path("name").asString().equals("Shadow"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        JsonNode answer =
                user.launch(Map.of("resource", resource, "client", Map.of("kind", "rdp", "mode", "gateway-ssl")));
        assertThat(answer.path("file").path("hostSignOn").asBoolean())
                .as(answer.toString())
                .isTrue();
        assertThat(answer.path("file").path("hostCertificate").asString()).isEqualTo(shadow.sha256());
        return Files.write(
                Files.createTempFile(directory, "shadow", ".rdp"),
                Base64.getDecoder().decode(answer.path("file").path("content").asString()));
    }

    private static void awaitSignOn(PortalPage portal) {
        portal.page()
                .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Sign in to the host"))
                .waitFor();
    }

    private static String userName(PortalPage portal) {
        return portal.page().getByLabel("User name").inputValue();
    }

    private static void signOn(PortalPage portal, String password) {
        portal.page().getByLabel("User name").fill(ShadowHost.USER);
        portal.page().getByLabel("Password").fill(password);
        portal.page().keyboard().press("Enter");
    }
}
