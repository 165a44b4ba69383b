package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.usher.dist.e2e.Inspection.assertInOrder;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.client.trust.Certificates;
import org.usher.wire.Octets;

/** What portal and console have for RDP clients: files, settings, the question of a client program, policies. */
class ClientPagesIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static PortalPage.Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 1);
        chromium = new PortalPage.Chromium();
        String alice = farm.user("alice");
        farm.api()
                .post(
                        "/api/v1/admin/users",
                        Map.of(
                                "name",
                                "root2",
                                "displayName",
                                "Ruth",
                                "password",
                                TestFarm.PASSWORD,
                                "administrator",
                                true));
        farm.publish("Terminal", "xfce4-terminal", List.of("--disable-server"), List.of(alice));
        farm.withoutClipboard(farm.publish("Closed", "xfce4-terminal", List.of("--disable-server"), List.of(alice)));
        farm.api().patch("/api/v1/admin/site", Map.of("clientsMayChoose", true));
    }

    @AfterAll
    static void stop() {
        chromium.close();
        farm.close();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void theWayIntoAnRdpClientIsInOrder(Look look) throws Exception {
        try (PortalPage portal = chromium.open(farm.address(), look.options()).signIn("alice", TestFarm.PASSWORD)) {
            portal.openInRdpClient("Terminal");
            portal.visible("Terminal.rdp is a key");
            portal.button("What this session may use of this device").click();
            portal.button("Another client or another way").click();
            assertInOrder(portal, "the connection file");
            portal.page().getByLabel("The client runs on").selectOption("windows");
            portal.visible("This choice needs another file");
            assertInOrder(portal, "the steps for Windows");
        } finally {
            farm.endSessions("alice");
        }
    }

    @Test
    void aFileIsAsThePlatformNeedsItAndSigned() throws Exception {
        Browser.NewContextOptions windows = new Browser.NewContextOptions()
                .setUserAgent("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/143.0.0.0 Safari/537.36");
        try (PortalPage here = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD);
                PortalPage there = chromium.open(farm.address(), windows).signIn("alice", TestFarm.PASSWORD)) {
            assertThat(lines(here.openInRdpClient("Terminal")))
                    .anyMatch(line -> line.matches("password:s:[A-Za-z0-9_-]{32}"))
                    .noneMatch(line -> line.startsWith("loadbalanceinfo"))
                    .anyMatch(line -> line.startsWith("signature:s:AQABAAEAAA"));
            assertThat(lines(there.openInRdpClient("Terminal")))
                    .anyMatch(line -> line.matches("loadbalanceinfo:s:usher:[A-Za-z0-9_-]{32}"))
                    .noneMatch(line -> line.startsWith("password"))
                    .anyMatch(line -> line.startsWith("signature:s:AQABAAEAAA"));
        } finally {
            farm.endSessions("alice");
        }
    }

    private static List<String> lines(Download download) throws Exception {
        assertThat(download.suggestedFilename()).isEqualTo("Terminal.rdp");
        return new String(Files.readAllBytes(download.path()), StandardCharsets.UTF_16)
                .lines()
                .toList();
    }

    @Test
    void whereThingsOpenIsSetByKeyboardAndKept() {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.settings();
            assertInOrder(portal, "the settings");
            portal.page().keyboard().press("ArrowDown");
            portal.page().keyboard().press("ArrowDown");
            portal.page().keyboard().press("Enter");
            Await.until("the end of the dialog", () -> portal.dialog().count() == 0);
            portal.page().reload();
            portal.tile("Terminal").focus();
            portal.page().keyboard().press("Enter");
            portal.visible("Where to open Terminal?");
            assertInOrder(portal, "the question where to open");
            portal.page().keyboard().press("Escape");
            portal.settings();
            portal.page().keyboard().press("ArrowUp");
            portal.page().keyboard().press("ArrowUp");
            portal.page().keyboard().press("Enter");
            Await.until("the end of the dialog", () -> portal.dialog().count() == 0);
            portal.open("Terminal");
        } finally {
            farm.endSessions("alice");
        }
    }

    @Test
    void aClosedClipboardIsSaid() {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.open("Closed");
            portal.button("Clipboard").click();
            portal.visible("switched the clipboard off for this session");
            assertThat(portal.page().getByLabel("Text for the session").count()).isZero();
            assertInOrder(portal, "the closed clipboard");
        } finally {
            farm.endSessions("alice");
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void aClientProgramIsLetInByItsPage(Look look) throws Exception {
        BlockingQueue<String> brought = new LinkedBlockingQueue<>();
        HttpServer program = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        program.createContext("/", exchange -> {
            brought.add(exchange.getRequestURI().getRawQuery());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        program.start();
        String verifier = "v".repeat(43);
        try (PortalPage portal = chromium.open(
                farm.address()
                        + clientPage(
                                program.getAddress().getPort(),
                                Octets.digestOf(verifier).text()),
                look.options())) {
            portal.button("Sign in").waitFor();
            portal.trySignIn("alice", TestFarm.PASSWORD);
            portal.visible("Let usher connect on desk-7 sign in as you?");
            assertInOrder(portal, "the question of a client program");
            portal.tabTo(portal.button("Allow"));
            portal.page().keyboard().press("Enter");
            String query = brought.poll(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(query).matches("grant=[A-Za-z0-9._~-]+&state=state-7");
            assertThat(portal.faults()).isEmpty();
            String grant = query.substring("grant=".length(), query.indexOf('&'));
            assertThat(ApiUser.tryGrant(farm, grant, verifier).path("name").asString())
                    .isEqualTo("alice");
            assertThat(ApiUser.tryGrant(farm, grant, verifier).has("code"))
                    .as("a second use is refused")
                    .isTrue();
        } finally {
            program.stop(0);
        }
    }

    @Test
    void usherConnectSignsInByTheBrowser() throws Exception {
        String home = Files.createDirectory(directory.resolve("desk")).toString();
        String fingerprint = Certificates.words(Certificates.fingerprint(
                Certificates.ofPem(Files.readString(farm.authority())).getFirst()));
        try (Part adding =
                connect(home, "add", Network.HERE + ":" + TestFarm.PORT, "--fingerprint", fingerprint, "--browser")) {
            Matcher page = awaitWords(adding, Pattern.compile("https://\\S+/connect-client\\S+"));
            try (PortalPage portal = chromium.open(page.group())) {
                portal.trySignIn("alice", TestFarm.PASSWORD);
                portal.button("Allow").click();
                portal.visible("You are signed in. You can close this page.");
            }
            Await.until("the end of usher connect", () -> !adding.isAlive());
        }
        try (Part listing = connect(home, "list")) {
            awaitWords(listing, Pattern.compile("Terminal"));
        }
    }

    /** A desk without a screen, so that it says itself which page to open. */
    private static Part connect(String home, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("env", "-u", "DISPLAY", "HOME=" + home, "XDG_RUNTIME_DIR=" + home));
        command.addAll(TestProgram.command("connect"));
        command.addAll(List.of(arguments));
        return Part.start("connect-" + arguments[0], command, directory);
    }

    private static Matcher awaitWords(Part program, Pattern words) {
        try {
            return Await.value("the words " + words, () -> {
                Matcher found = words.matcher(Files.readString(program.log()));
                return found.find() ? Optional.of(found) : Optional.empty();
            });
        } catch (AssertionError missing) {
            throw new AssertionError(program.tail(), missing);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443, 1023, 65536, 70000})
    void aClientProgramOnAnotherPortIsRefused(int port) {
        try (PortalPage portal = chromium.open(farm.address() + clientPage(port, "x".repeat(43)))) {
            portal.trySignIn("alice", TestFarm.PASSWORD);
            portal.visible("This is no request of usher connect");
            assertThat(portal.button("Allow").count()).isZero();
        }
    }

    private static String clientPage(int port, String challenge) {
        return "connect-client?port=" + port + "&challenge=" + challenge + "&state=state-7&name=desk-7";
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void theConsolesDialogsAreInOrder(Look look) {
        try (PortalPage portal = chromium.open(farm.address(), look.options()).signIn("root2", TestFarm.PASSWORD)) {
            portal.page().navigate(farm.address() + "console");
            portal.button("Add an unmanaged host").click();
            portal.page().locator("#address").fill("127.0.0.1:1");
            portal.button("Fetch its certificate").click();
            portal.page().locator(".pf-v6-c-alert, .pf-m-error").first().waitFor();
            assertInOrder(portal, "the unmanaged host");
            portal.page().navigate(farm.address() + "console/groups");
            portal.button("Add a group").first().click();
            portal.page().getByLabel("Clipboard").waitFor();
            portal.button("What holds, and who sees to it").click();
            assertInOrder(portal, "the group");
            portal.page().navigate(farm.address() + "console/site");
            portal.page().getByLabel("Connection mode").waitFor();
            portal.button("What holds, and who sees to it").click();
            assertInOrder(portal, "the site");
        }
    }
}
