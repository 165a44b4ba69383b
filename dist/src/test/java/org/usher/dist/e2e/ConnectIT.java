package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.client.trust.Certificates;
import tools.jackson.databind.JsonNode;

/** A desk in a namespace of its own, with real xfreerdp: {@code usher connect} opens what is published. */
class ConnectIT {

    private static final int DESK = 9;
    private static final int RDP = 3389;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static UserDesk desk;
    private static String terminal;

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 1);
        String alice = farm.user("alice");
        String bob = farm.user("bob");
        terminal = farm.publish("Terminal", "xfce4-terminal", List.of("--disable-server"), List.of(alice));
        farm.publish("Calculator", "galculator", List.of(), List.of(alice, bob));
        farm.publish("Editor", "mousepad", List.of(), List.of(bob));
        farm.api().patch("/api/v1/admin/site", Map.of("connectionMode", "automatic", "clientsMayChoose", true));
        desk = new UserDesk(farm.network().namespace(DESK), directory.resolve("desk"), 189);
        String fingerprint = Certificates.words(Certificates.fingerprint(
                Certificates.ofPem(Files.readString(farm.authority())).getFirst()));
        try (UserDesk.Run added = desk.connectWith(
                TestFarm.PASSWORD + "\n",
                "add",
                Network.HERE + ":" + TestFarm.PORT,
                "--name",
                "work",
                "--user",
                "alice",
                "--fingerprint",
                fingerprint,
                "--password-stdin",
                "--json")) {
            assertThat(added.answer().path("user").asString()).isEqualTo("alice");
        }
    }

    @AfterAll
    static void stop() {
        desk.close();
        farm.close();
    }

    @AfterEach
    void endSessions() {
        farm.endSessions("alice");
    }

    private static String windowClass() {
        return "usher-work-" + terminal;
    }

    /** The window is there, what is typed into it runs on the host as the user, and the end of the session ends it. */
    private static void use(UserDesk.Run opened, String file) throws Exception {
        try {
            Await.until("the window", () -> {
                if (!opened.isAlive()) {
                    throw new AssertionError("it has ended:\n" + opened.words());
                }
                return desk.hasWindow(windowClass());
            });
            awaitTerminal();
            TestHost host =
                    farm.host(farm.sessions("alice").getFirst().path("host").asString());
            Await.until("the effect on the host", () -> {
                desk.type(windowClass(), "id -un > " + file);
                return host.file("alice", file).equals(Optional.of("alice\n"));
            });
        } catch (AssertionError failed) {
            throw new AssertionError(opened.words() + "\n" + farm.tails(), failed);
        }
    }

    private static void awaitTerminal() {
        Await.until(
                "the terminal's window",
                () -> farm.sessions("alice").stream()
                        .anyMatch(session -> !session.path("windows").isEmpty()));
    }

    @Test
    void aWebApplicationOnTheDeviceOpensInTheBrowserOfTheDeskUnlessTheHostsIsWanted() throws Exception {
        String alice = farm.api()
                .get("/api/v1/admin/users")
                .valueStream()
                .filter(user -> user.path("name").asString().equals("alice"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        String page = "https://web.invalid/hours";
        String resource = farm.api()
                .post(
                        "/api/v1/admin/resources",
                        Map.of(
                                "kind",
                                "web",
                                "name",
                                "Hours",
                                "target",
                                page,
                                "where",
                                "device",
                                "users",
                                List.of(alice)))
                .path("id")
                .asString();
        Path shown = desk.browser();
        try (UserDesk.Run opened = desk.connect("open", "Hours", "--json")) {
            assertThat(opened.answer().path("outcome").asString()).isEqualTo("browser");
            assertThat(shown).hasContent(page);
            assertThat(farm.sessions("alice")).isEmpty();
        }
        try (UserDesk.Run opened = desk.connect("open", "Hours", "--on-host", "--json")) {
            Await.until("the window", () -> desk.hasWindow("usher-work-" + resource));
            assertThat(opened.isAlive()).isTrue();
        }
        assertThat(shown).hasContent(page);
        farm.api().delete("/api/v1/admin/resources/" + resource);
    }

    @Test
    void listsWhatIsPublishedForTheUser() throws Exception {
        try (UserDesk.Run list = desk.connect("list", "--json")) {
            JsonNode resources = list.answer().path("connections").get(0).path("resources");
            assertThat(resources
                            .valueStream()
                            .map(resource -> resource.path("name").asString()))
                    .containsExactlyInAnyOrder("Terminal", "Calculator");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway-ssl", "gateway"})
    void opensThroughTheGatewayWithoutAQuestion(String mode) throws Exception {
        try (UserDesk.Run opened = desk.connect("open", "Terminal", "--mode", mode, "--json")) {
            use(opened, "by-" + mode);
            farm.endSessions("alice");
            JsonNode answer = opened.answer();
            assertThat(answer.path("mode").asString()).isEqualTo(mode);
            assertThat(answer.path("ending").asString()).isNotEmpty();
        }
        assertNothingIsLeft();
    }

    @Test
    void automaticGoesStraightToAHostThatAnswers() throws Exception {
        try (UserDesk.Run opened = desk.connect("open", "Terminal", "--json")) {
            use(opened, "straight");
            assertThat(opened.words()).contains("A host answers here: going straight to it.");
            farm.endSessions("alice");
            assertThat(opened.answer().path("mode").asString()).isEqualTo("direct-ssl");
        }
    }

    @Test
    void automaticGoesThroughTheGatewayWhenAFirewallCutsTheHostOff() throws Exception {
        desk.cutOff(RDP);
        try (UserDesk.Run opened = desk.connect("open", "Terminal", "--json")) {
            use(opened, "cut-off");
            assertThat(opened.words()).contains("No host can be reached from here: going through the gateway.");
            farm.endSessions("alice");
            assertThat(opened.answer().path("mode").asString()).isEqualTo("gateway-ssl");
        } finally {
            desk.letOut();
        }
    }

    @Test
    void theMenusEntryStartsIt() throws Exception {
        try (UserDesk.Run integrated = desk.connect("integrate", "--json")) {
            assertThat(integrated.answer().path("entries").path("work").asInt()).isEqualTo(2);
        }
        Path entry = desk.home().resolve(".local/share/applications/usher-connect-work.." + terminal + ".desktop");
        Shell.run("desktop-file-validate", entry.toString());
        assertThat(Files.readString(entry)).contains("StartupWMClass=" + windowClass() + "\n");
        // GLib reads the Exec line, as desktops do.
        try (UserDesk.Run opened = desk.start("gio", "launch", entry.toString())) {
            Await.until("the window", () -> desk.hasWindow(windowClass()));
            awaitTerminal();
            farm.endSessions("alice");
            Await.until("the window's end", () -> !desk.hasWindow(windowClass()));
            assertThat(opened.exitCode()).isZero();
        }
        try (UserDesk.Run removed = desk.connect("integrate", "--remove", "--json")) {
            assertThat(removed.answer().path("removed").asBoolean()).isTrue();
        }
        assertThat(entry).doesNotExist();
    }

    @Test
    void aSavedFileOpensUnlessItWasChanged() throws Exception {
        Path file = desk.home().resolve("Terminal.rdp");
        try (UserDesk.Run saved =
                desk.connect("open", "Terminal", "--mode", "gateway-ssl", "--save", file.toString(), "--json")) {
            assertThat(saved.answer().path("outcome").asString()).isEqualTo("saved");
        }
        String text = Files.readString(file, StandardCharsets.UTF_16LE);
        Path changed = Files.writeString(
                desk.home().resolve("changed.rdp"),
                text.replaceFirst("remoteapplicationmode", "alternate shell:s:bash\r\nremoteapplicationmode"),
                StandardCharsets.UTF_16LE);
        try (UserDesk.Run refused = desk.connect("file", changed.toString(), "--anyway")) {
            assertThat(refused.exitCode()).isEqualTo(9);
            assertThat(refused.words()).contains("was not opened");
        }
        try (UserDesk.Run opened = desk.connect("file", file.toString())) {
            Await.until("the window", () -> {
                if (!opened.isAlive()) {
                    throw new AssertionError(opened.words() + "\n" + farm.tails());
                }
                return desk.hasWindow("usher-file-");
            });
            assertThat(opened.words()).contains("Signed by the farm of work.");
            awaitTerminal();
            farm.endSessions("alice");
            assertThat(opened.exitCode()).as(opened.words()).isZero();
        }
    }

    @Test
    void interruptedItEndsTheClientAndLeavesNoFile() throws Exception {
        try (UserDesk.Run opened = desk.connect("open", "Terminal", "--mode", "gateway-ssl")) {
            Await.until("the window", () -> desk.hasWindow(windowClass()));
            opened.interrupt();
            assertThat(opened.exitCode()).isEqualTo(130);
            Await.until("the window's end", () -> !desk.hasWindow(windowClass()));
        }
        assertNothingIsLeft();
    }

    @Test
    void wrongNamesAreAnsweredWithNearOnes() throws Exception {
        try (UserDesk.Run opened = desk.connect("open", "Terminl")) {
            assertThat(opened.exitCode()).isEqualTo(4);
            assertThat(opened.words()).contains("did you mean Terminal?");
        }
    }

    private static void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(desk.home())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("usher-")))
                    .isEmpty();
        }
    }
}
