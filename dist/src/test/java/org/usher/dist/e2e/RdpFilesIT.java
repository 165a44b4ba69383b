package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Connection files in Debian's xfreerdp: from the download to the window, in every connection mode. */
class RdpFilesIT {

    /** The number of the namespace in which a client stands that is not on this machine. */
    private static final int ELSEWHERE = 9;

    /** E_PROXY_COOKIE_AUTHENTICATION_ACCESS_DENIED (MS-TSGU 2.2.6), as xfreerdp prints it. */
    private static final String COOKIE_DENIED = "800759F8";

    /** A gateway itself: a balancer that knows nothing of clients may send the two channels to two gateways. */
    private static final String ONE_GATEWAY = "/g:127.0.0.1:9443";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static TestHost host;
    private static RdpProgram.Display display;
    private static ApiUser alice;
    private static String elsewhere;

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 1);
        host = farm.hosts().getFirst();
        String user = farm.user("alice");
        farm.api().patch("/api/v1/admin/site", Map.of("clientsMayChoose", true));
        farm.publish("Tool", "sh", List.of("-c", "id -un > opened.txt; exec galculator"), List.of(user));
        alice = ApiUser.signIn(farm, "alice");
        elsewhere = farm.network().namespace(ELSEWHERE);
        display = new RdpProgram.Display(directory);
    }

    @AfterAll
    static void stop() {
        display.close();
        farm.close();
    }

    @AfterEach
    void endEverything() throws IOException {
        farm.endSessions("alice");
        Files.deleteIfExists(directory.resolve("home-1/alice/opened.txt"));
    }

    /** A downloaded file and the launch that it is for. */
    private record Download(Path file, String launch) {

        static Download of(String mode) throws Exception {
            return of(mode, lines -> lines);
        }

        /** With lines changed after it was downloaded. */
        static Download of(String mode, UnaryOperator<Stream<String>> changed) throws Exception {
            String resource = alice.send("GET", "api/v1/resources", null)
                    .path(0)
                    .path("id")
                    .asString();
            JsonNode answer = alice.launch(Map.of("resource", resource, "client", Map.of("kind", "rdp", "mode", mode)));
            assertThat(answer.path("outcome").asString()).as(answer.toString()).isEqualTo("file");
            byte[] bytes = Base64.getDecoder()
                    .decode(answer.path("file").path("content").asString());
            String text = new String(bytes, StandardCharsets.UTF_16);
            Path file = Files.createTempFile(directory, "tool", ".rdp");
            Files.writeString(
                    file,
                    String.join(
                                    "\r\n",
                                    changed.apply(Arrays.stream(text.split("\r\n")))
                                            .toList()) + "\r\n");
            return new Download(file, answer.path("launch").asString());
        }

        RdpProgram open(String... options) throws IOException {
            return RdpProgram.start(
                    display,
                    directory,
                    Stream.concat(Stream.of(file.toString()), Arrays.stream(options))
                            .toArray(String[]::new));
        }

        RdpProgram openElsewhere() throws IOException {
            return RdpProgram.startIn(display, elsewhere, directory, file.toString());
        }

        void awaitOpened(RdpProgram client) {
            try {
                Await.until("the launch", () -> state().equals("running"));
                Await.until(
                        "the session",
                        () -> farm.sessions("alice").stream()
                                .anyMatch(session ->
                                        session.path("state").asString().equals("active")
                                                && !session.path("windows").isEmpty()));
                assertThat(host.file("alice", "opened.txt")).contains("alice\n");
                Await.until("the picture", display::showsSomething);
            } catch (IOException | AssertionError missing) {
                throw new AssertionError(client.said() + "\n" + farm.tails() + "\n" + farm.placements(3), missing);
            }
            assertThat(client.runs()).isTrue();
        }

        private String state() throws Exception {
            return alice.send("GET", "api/v1/launches/" + launch, null)
                    .path("state")
                    .asString();
        }
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of("gateway-ssl", List.of()),
                Arguments.of("gateway-ssl", List.of("/gt:http,no-websockets", ONE_GATEWAY)),
                Arguments.of("gateway", List.of()),
                Arguments.of("direct", List.of()),
                Arguments.of("direct-ssl", List.of()),
                Arguments.of("automatic", List.of()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aDownloadedFileOpensThePublishedApplication(String mode, List<String> options) throws Exception {
        Download download = Download.of(mode);
        try (RdpProgram client = download.open(options.toArray(String[]::new))) {
            download.awaitOpened(client);
        }
    }

    @Test
    void automaticFallsBackToTheGatewayWhenTheHostIsCutOff() throws Exception {
        Shell.run("ip", "netns", "exec", elsewhere, "nft", "add table inet cut");
        Shell.run(
                "ip",
                "netns",
                "exec",
                elsewhere,
                "nft",
                "add chain inet cut out { type filter hook output priority 0 ; }");
        Shell.run(
                "ip",
                "netns",
                "exec",
                elsewhere,
                "nft",
                "add rule inet cut out ip daddr " + Network.address(1) + " drop");
        Download download = Download.of("automatic");
        try (RdpProgram client = download.openElsewhere()) {
            download.awaitOpened(client);
            assertThat(farm.gateways().getFirst().tail()
                            + farm.gateways().getLast().tail())
                    .contains("tunnel open");
        } finally {
            Shell.run("ip", "netns", "exec", elsewhere, "nft", "delete table inet cut");
        }
    }

    @Test
    void whateverAnEditedFileWantsToRunTheFrontDecides() throws Exception {
        Download download = Download.of(
                "direct",
                lines -> Stream.concat(
                        lines.filter(line -> !line.startsWith("alternate shell")),
                        Stream.of("alternate shell:s:bash")));
        try (RdpProgram client = download.open()) {
            download.awaitOpened(client);
            assertThat(host.pids("^bash$")).isEmpty();
        }
    }

    @Test
    void aFileThatWasUsedOpensNothingFromAnotherAddress() throws Exception {
        Download download = Download.of("direct");
        try (RdpProgram client = download.open()) {
            download.awaitOpened(client);
            long connections = host.rdpConnections();
            try (RdpProgram thief = download.openElsewhere()) {
                assertThat(thief.exit()).isNotZero();
            }
            assertThat(client.runs()).isTrue();
            assertThat(farm.sessions("alice").getFirst().path("state").asString())
                    .isEqualTo("active");
            assertThat(host.rdpConnections()).isLessThanOrEqualTo(connections + 1);
        }
    }

    @Test
    void aFileThatWasUsedLetsTheSameClientComeBackWhileItsSessionLives() throws Exception {
        Download download = Download.of("gateway-ssl");
        try (RdpProgram client = download.open()) {
            download.awaitOpened(client);
        }
        Await.until(
                "the session to be left",
                () -> farm.sessions("alice").getFirst().path("state").asString().equals("disconnected"));
        try (RdpProgram again = download.open()) {
            download.awaitOpened(again);
        }
        farm.endSessions("alice");
        try (RdpProgram replayed = download.open()) {
            assertThat(replayed.exit()).isNotZero();
            assertThat(replayed.said()).containsIgnoringCase(COOKIE_DENIED);
        }
    }

    @Test
    void anAlteredTicketIsTheCookiesFault() throws Exception {
        Download download = Download.of(
                "gateway-ssl",
                lines -> lines.map(line -> line.startsWith("gatewayaccesstoken")
                        ? line.substring(0, line.length() - 4) + (line.endsWith("AAAA") ? "BBBB" : "AAAA")
                        : line));
        try (RdpProgram client = download.open()) {
            assertThat(client.exit()).isNotZero();
            assertThat(client.said()).containsIgnoringCase(COOKIE_DENIED);
        }
        assertThat(Optional.of(download.state())).contains("connecting");
    }
}
