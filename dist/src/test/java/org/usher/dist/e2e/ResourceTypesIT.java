package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every type of resource on a real session host, with its effect checked there. */
class ResourceTypesIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static TestHost host;
    private static PortalPage.Chromium chromium;
    private static String user;
    private static ApiUser alice;
    private static RdpProgram.Display display;
    private static HttpServer web;
    private static ShareServer share;

    /** Who has looked at the web application, by address. */
    private static final Set<String> VISITORS = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 1);
        host = farm.hosts().getFirst();
        user = farm.user("alice");
        alice = ApiUser.signIn(farm, "alice");
        chromium = new PortalPage.Chromium();
        display = new RdpProgram.Display(directory);
        web = HttpServer.create(new InetSocketAddress(Network.HERE, 0), 0);
        web.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Time sheets</title><p>Your hours".getBytes(StandardCharsets.UTF_8);
            VISITORS.add(exchange.getRemoteAddress().getAddress().getHostAddress());
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        web.start();
        share = ShareServer.start(directory);
    }

    @AfterAll
    static void stop() {
        share.close();
        web.stop(0);
        display.close();
        chromium.close();
        farm.close();
    }

    @AfterEach
    void endEverything() {
        VISITORS.clear();
        farm.endSessions("alice");
    }

    /** Publishes something to alice. */
    private static String publish(String kind, String name, String target, Map<String, Object> more) {
        Map<String, Object> form = new HashMap<>(more);
        form.putAll(Map.of("kind", kind, "name", name, "target", target, "users", List.of(user)));
        return farm.api().post("/api/v1/admin/resources", form).path("id").asString();
    }

    private static boolean shows(String resource, String title) {
        return farm.sessions("alice").stream()
                .flatMap(session -> session.path("windows").valueStream())
                .anyMatch(window -> window.path("resource").asString("").equals(resource)
                        && window.path("title").asString().contains(title));
    }

    private static PortalPage signedIn() {
        return chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD);
    }

    /** What only the host has. */
    private static String document(String name, String content) throws IOException {
        Path here = Files.createDirectories(directory.resolve("home-1/shared"));
        Files.writeString(here.resolve(name), content);
        return "/home/shared/" + name;
    }

    @Test
    void aDocumentOpensInTheProgramThatGoesWithIt() throws Exception {
        String resource = publish("document", "Handbook", document("handbook.txt", "be kind\n"), Map.of());
        try (PortalPage portal = signedIn()) {
            portal.open("Handbook");
            Await.until("the document's window", () -> shows(resource, "handbook.txt"));
            assertThat(host.pids("mousepad.*/home/shared/handbook.txt")).isNotEmpty();
        }
    }

    @Test
    void aDocumentOpensInTheProgramThatWasChosen() throws Exception {
        String resource = publish(
                "document",
                "Log",
                document("it's a log.txt", "all is well\n"),
                Map.of("opener", "xterm", "arguments", List.of("-T", "Reader", "-e", "tail", "-f")));
        try (PortalPage portal = signedIn()) {
            portal.open("Log");
            Await.until("the reader's window", () -> shows(resource, "Reader"));
            assertThat(host.pids("^tail -f /home/shared/it's a log.txt$")).hasSize(1);
        }
    }

    @Test
    void aDocumentThatIsNotThereIsNamed() throws Exception {
        publish("document", "Gone", "/srv/gone.txt", Map.of());
        publish("document", "Own", "~/nowhere.txt", Map.of());
        assertThat(alice.launch("Gone").path("code").asString()).isEqualTo("document-missing");
        try (PortalPage portal = signedIn()) {
            // The user's own folder is for the session to look into.
            portal.tile("Own").click();
            portal.visible("The document is not there");
        }
    }

    @Test
    void aDocumentWithoutAProgramIsNamed() throws Exception {
        publish("document", "Strange", document("strange.qqqq", "\0\1\2\3\377"), Map.of());
        try (PortalPage portal = signedIn()) {
            portal.tile("Strange").click();
            portal.visible("No program opens this document");
        }
    }

    @Test
    void whatIsNotAvailableSaysSoAndDoesNotOpen() throws Exception {
        publish("application", "Closed", "galculator", Map.of("available", false, "message", "Back on Monday."));
        try (PortalPage portal = signedIn()) {
            portal.visible("Back on Monday.");
        }
        assertThat(alice.launch("Closed").path("code").asString()).isEqualTo("resource-unavailable");
    }

    private static String webAddress() {
        return "http://" + Network.HERE + ":" + web.getAddress().getPort() + "/";
    }

    @Test
    void aWebApplicationOpensInABrowserOnTheHostWithAProfileOfItsOwn() throws Exception {
        String resource = publish("web", "Times", webAddress(), Map.of());
        try (PortalPage portal = signedIn()) {
            portal.open("Times");
            Await.until("the web application's window", () -> shows(resource, ""));
            Await.until("the host's visit", () -> VISITORS.contains(Network.address(1)));
            assertThat(directory.resolve("home-1/alice/.config/usher/web/" + resource))
                    .isDirectory();
        }
    }

    @Test
    void aWebApplicationOpensOnTheDeviceWhereThatIsSaid() throws Exception {
        publish("web", "Here", webAddress() + "here", Map.of("where", "device-or-host"));
        int launches = farm.api().get("/api/v1/admin/launches").size();
        try (PortalPage portal = signedIn()) {
            Page tab = portal.context().waitForPage(() -> portal.tile("Here").click());
            tab.waitForLoadState();
            assertThat(tab.title()).isEqualTo("Time sheets");
            assertThat((Boolean) tab.evaluate("() => window.opener === null")).isTrue();
            assertThat(VISITORS).doesNotContain(Network.address(1));
            assertThat(farm.api().get("/api/v1/admin/launches").size()).isEqualTo(launches);
            assertThat(farm.sessions("alice")).isEmpty();
        }
    }

    /** A resource of a type, and how it is seen on the host that it is open. */
    record Type(String kind, String target, Map<String, Object> more, String window, Callable<Boolean> effect) {

        @Override
        public String toString() {
            return kind;
        }
    }

    static Stream<Type> types() throws IOException {
        return Stream.of(
                new Type(
                        "application",
                        "galculator",
                        Map.of(),
                        "galculator",
                        () -> !host.pids("^galculator").isEmpty()),
                new Type(
                        "desktop",
                        "",
                        Map.of(),
                        "",
                        () -> !host.pids("xfce4-session").isEmpty()),
                new Type(
                        "document",
                        document("rules.txt", "be brief\n"),
                        Map.of(),
                        "rules.txt",
                        () -> !host.pids("mousepad.*/home/shared/rules.txt").isEmpty()),
                new Type(
                        "web",
                        webAddress(),
                        Map.of("where", "device"),
                        "",
                        () -> VISITORS.contains(Network.address(1))),
                new Type(
                        "folder",
                        ShareServer.address(),
                        withAccount(),
                        "team",
                        () -> listed("team").contains("plan.txt")));
    }

    @ParameterizedTest
    @MethodSource("types")
    void anRdpClientOpensEachType(Type type) throws Exception {
        String resource = publish(type.kind(), "Rdp " + type.kind(), type.target(), type.more());
        try (RdpProgram client = inRdpClient(resource)) {
            Await.until(
                    "the window of the " + type,
                    () -> shows(resource, type.window()) || type.window().isEmpty());
            Await.until("the effect of the " + type, type.effect());
            Await.until("the picture of the " + type, display::showsSomething);
            assertThat(client.runs()).as(client::said).isTrue();
        }
    }

    private static void withdraw(String resource) {
        farm.api().delete("/api/v1/admin/resources/" + resource);
    }

    @Test
    void aBrowserOpensADesktopAndWhatComesWithIt() throws Exception {
        publish("desktop", "Desk", "", Map.of());
        String along = publish("document", "Tasks", document("tasks.txt", "to do\n"), Map.of("autoStart", true));
        try (PortalPage portal = signedIn()) {
            portal.open("Desk");
            Await.until("the desktop", () -> !host.pids("xfce4-panel").isEmpty());
            Await.until("what comes with it", () -> shows(along, "tasks.txt"));
        } finally {
            withdraw(along);
        }
    }

    @Test
    void aSessionBringsWhatOpensByItselfBehindWhatWasAskedFor() throws Exception {
        String asked = publish("application", "Sums", "galculator", Map.of());
        String along = publish("document", "Notes", document("notes.txt", "of the day\n"), Map.of("autoStart", true));
        try (PortalPage portal = signedIn()) {
            portal.open("Sums");
            Await.until("what comes with it", () -> shows(along, "notes.txt"));
            Await.until(
                    "what was asked for in front",
                    () -> farm.sessions("alice").stream()
                            .flatMap(session -> session.path("windows").valueStream())
                            .filter(window -> window.path("active").asBoolean())
                            .anyMatch(window ->
                                    window.path("resource").asString("").equals(asked)));
        } finally {
            withdraw(along);
        }
    }

    @Test
    void aHostOpensItsOwnTarget() throws Exception {
        String id = farm.api().get("/api/v1/admin/hosts").path(0).path("id").asString();
        String resource = publish(
                "application",
                "Local",
                "not-everywhere",
                Map.of(
                        "arguments",
                        List.of("--wrong"),
                        "perHost",
                        List.of(Map.of(
                                "host",
                                id,
                                "target",
                                "xterm",
                                "arguments",
                                List.of("-T", "Own", "-e", "sleep", "600"),
                                "startIn",
                                "/srv"))));
        try (PortalPage portal = signedIn()) {
            portal.open("Local");
            Await.until("the host's own program", () -> shows(resource, "Own"));
            String pid = host.pids("^xterm -T Own -e sleep 600$").getFirst();
            assertThat(host.run("readlink", "/proc/" + pid + "/cwd")).isEqualTo("/srv\n");
        }
    }

    private static RdpProgram inRdpClient(String resource) throws Exception {
        JsonNode answer = alice.launch(Map.of("resource", resource, "client", Map.of("kind", "rdp")));
        assertThat(answer.path("outcome").asString()).as(answer.toString()).isEqualTo("file");
        byte[] bytes =
                Base64.getDecoder().decode(answer.path("file").path("content").asString());
        Path file = Files.createTempFile(directory, "resource", ".rdp");
        Files.writeString(file, new String(bytes, StandardCharsets.UTF_16));
        return RdpProgram.start(display, directory, file.toString());
    }

    private static Map<String, Object> withAccount() {
        return Map.of(
                "credentials",
                "account",
                "account",
                "TEAM\\" + ShareServer.USER,
                "accountPassword",
                ShareServer.PASSWORD);
    }

    /** What the session's own file system shows of the share: only who has mounted it gets an answer without a question. */
    private static String listed(String share) {
        return host.run(
                "sh",
                "-c",
                "bus=$(tr '\\0' '\\n' </proc/$(pgrep -u alice -x thunar)/environ | grep ^DBUS_SESSION_BUS_ADDRESS=)"
                        + " && runuser -u alice -- env \"$bus\" timeout 10 gio list smb://" + Network.HERE + "/" + share
                        + " </dev/null");
    }

    @Test
    void aServiceAccountOpensANetworkFolderAndItsPasswordIsNowhereToBeSeen() throws Exception {
        String resource = publish("folder", "Team", ShareServer.address(), withAccount());
        assertThat(farm.api().get("/api/v1/admin/resources/" + resource).toString())
                .contains("\"accountPasswordSet\":true")
                .doesNotContain(ShareServer.PASSWORD);
        long before = share.signIns(Network.address(1));
        try (PortalPage portal = signedIn()) {
            portal.open("Team");
            Await.until("the file manager's window", () -> shows(resource, "team"));
            assertThat(listed("team")).contains("plan.txt");
            assertThat(share.signIns(Network.address(1))).isGreaterThan(before);
            assertThat(host.run("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"))
                    .contains("gvfsd-smb")
                    .doesNotContain(ShareServer.PASSWORD);
            assertThat(Files.readString(directory.resolve("host-1/box.log"))).doesNotContain(ShareServer.PASSWORD);
            assertThat(farm.tails()).doesNotContain(ShareServer.PASSWORD);
        }
    }

    /** The process of the box that asks for a name and a password, once its window is there. */
    private static Optional<String> question() {
        return host.run(
                        "env",
                        "DISPLAY=" + host.displays("alice").getFirst(),
                        "XAUTHORITY=/home/alice/.Xauthority",
                        "wmctrl",
                        "-lp")
                .lines()
                .filter(line -> line.contains("smb://"))
                .map(line -> line.split(" +", 4)[2])
                .findFirst();
    }

    @Test
    void aNetworkFolderAsksForTheUsersOwnPasswordOncePerSession() throws Exception {
        String resource = publish("folder", "Asked", ShareServer.address(), Map.of());
        String again = publish("folder", "Once", ShareServer.address(), Map.of());
        long before = share.signIns(Network.address(1));
        try (PortalPage portal = signedIn()) {
            portal.open("Asked");
            String first = Await.value("the question", ResourceTypesIT::question);
            portal.type(ShareServer.USER);
            portal.page().keyboard().press("Tab");
            portal.type("wrong\n");
            Await.value("the second question", () -> question().filter(pid -> !pid.equals(first)));
            assertThat(share.refusals(Network.address(1))).isPositive();
            portal.type(ShareServer.USER);
            portal.page().keyboard().press("Tab");
            portal.type(ShareServer.PASSWORD + "\n");
            Await.until("the file manager's window", () -> shows(resource, "team") && !shows(resource, "smb://"));
            assertThat(share.signIns(Network.address(1))).isGreaterThan(before);
            assertThat(listed("team")).contains("plan.txt");

            // The same share in the same session: nobody is asked.
            portal.button("Applications").click();
            portal.menuItem("Once").click();
            Await.until("the second window", () -> shows(again, "team"));
            assertThat(host.pids("^zenity")).isEmpty();
        }
    }

    @Test
    void anUnreachableFolderIsNamed() throws Exception {
        publish(
                "folder",
                "Nowhere",
                ShareServer.address() + "-none",
                Map.of("credentials", "account", "account", ShareServer.USER, "accountPassword", ShareServer.PASSWORD));
        try (PortalPage portal = signedIn()) {
            portal.tile("Nowhere").click();
            portal.visible("The network folder cannot be reached");
        }
    }

    @Test
    void soManyAsMayUseItAndNoMore() throws Exception {
        String bob = farm.user("bob");
        farm.api()
                .post(
                        "/api/v1/admin/resources",
                        Map.of(
                                "kind",
                                "application",
                                "name",
                                "Seat",
                                "target",
                                "galculator",
                                "users",
                                List.of(user, bob),
                                "maxUses",
                                1));
        ApiUser other = ApiUser.signIn(farm, "bob");
        try (PortalPage portal = signedIn()) {
            portal.open("Seat");
            assertThat(other.launch("Seat").path("code").asString()).isEqualTo("resource-in-use");
        }
        farm.endSessions("alice");
        try {
            Await.until(
                    "the free place",
                    () -> other.launch("Seat").path("outcome").asString("").equals("connect"));
        } finally {
            farm.endSessions("bob");
        }
    }
}
