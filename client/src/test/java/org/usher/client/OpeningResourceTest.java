package org.usher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.client.ClientException.Reason;
import org.usher.client.api.Launch;
import org.usher.client.api.Mode;
import org.usher.client.doubles.DeskDouble;
import org.usher.client.doubles.FarmDouble;
import org.usher.client.doubles.HostDouble;
import org.usher.client.doubles.Papers;
import org.usher.client.reach.ReachProbe;
import org.usher.client.store.Connection;
import org.usher.client.trust.Certificates;
import org.usher.client.trust.ServerTrust;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdpfile.RdpFile;

class OpeningResourceTest {

    @TempDir
    private Path directory;

    private final Papers papers = Papers.make();
    private final Papers.Identity gateway = papers.component(ComponentRole.GATEWAY, "localhost");
    private final Papers.Identity hostIdentity = papers.component(ComponentRole.HOST, "host-1");
    private DeskDouble desk;
    private FarmDouble farm;

    @BeforeEach
    void start() throws IOException {
        desk = new DeskDouble(directory).types(FarmDouble.PASSWORD);
        farm = FarmDouble.start(papers, gateway);
    }

    @AfterEach
    void stop() {
        farm.close();
    }

    private OpeningResource.Opened open(String resource, Optional<Mode> mode) {
        return new OpeningResource(desk.parts(), new ReachProbe(Duration.ofSeconds(5))).open(wish(resource, mode));
    }

    private OpeningResource.Wish wish(String resource, Optional<Mode> mode) {
        return new OpeningResource.Wish(
                new Connection(
                        "work",
                        farm.address(),
                        Optional.of(FarmDouble.USER),
                        Optional.empty(),
                        new ServerTrust.Farm(papers.authority()),
                        Optional.of(papers.authority()),
                        false),
                resource,
                mode,
                1024,
                768,
                any -> Launch.Carrier.PASSWORD,
                List.of("s-9"));
    }

    private static Optional<String> text(OpeningResource.Opened opened, String name) {
        return FileTrusts.decode(opened.file().orElseThrow().content().bytes())
                .orElseThrow()
                .text(name);
    }

    private List<String> modes() {
        return farm.launches.stream()
                .map(launch -> launch.path("client").path("mode").asString(""))
                .toList();
    }

    private static void assertRefused(Throwable thrown, Reason reason, String code) {
        assertThat(thrown).isInstanceOf(ClientException.class);
        assertThat(((ClientException) thrown).reason()).isEqualTo(reason);
        assertThat(((ClientException) thrown).code()).isEqualTo(code);
    }

    @Test
    void asksForAnRdpFileInTheModeOfTheFarm() {
        OpeningResource.Opened opened = open("terminal", Optional.empty());

        var asked = farm.launches.getFirst();
        assertThat(asked.path("resource").asString()).isEqualTo("r-1");
        assertThat(asked.path("client").path("kind").asString()).isEqualTo("rdp");
        assertThat(asked.path("client").path("carrier").asString()).isEqualTo("password");
        assertThat(asked.path("width").asInt()).isEqualTo(1024);
        assertThat(asked.path("attached").get(0).asString()).isEqualTo("s-9");
        assertThat(asked.path("key").asString()).isEqualTo("key-1");
        assertThat(modes()).containsExactly("gateway-ssl");
        OpeningResource.Checked file = opened.file().orElseThrow();
        assertThat(file.mode()).isEqualTo(Mode.GATEWAY_SSL);
        assertThat(file.pins().strict()).isTrue();
        assertThat(file.pins().fingerprints()).containsExactly(Certificates.fingerprint(gateway.certificate()));
        assertThat(file.pins().authorities()).contains(papers.authority());
    }

    private Optional<OpeningResource.Page> page(String resource) {
        return new OpeningResource(desk.parts(), new ReachProbe(Duration.ofSeconds(5)))
                .page(wish(resource, Optional.empty()).connection(), resource);
    }

    @Test
    void whatIsNotAvailableIsNotAskedFor() {
        farm.more = Map.of("available", false, "message", "Back on Monday.");
        assertThatThrownBy(() -> open("Terminal", Optional.empty()))
                .satisfies(thrown -> assertRefused(thrown, Reason.REFUSED, "resource-unavailable"))
                .hasMessage("Terminal cannot be opened at the moment: Back on Monday.");
        assertThatThrownBy(() -> page("Terminal"))
                .satisfies(thrown -> assertRefused(thrown, Reason.REFUSED, "resource-unavailable"));
        assertThat(farm.launches).isEmpty();
    }

    @Test
    void aWebApplicationOnTheDeviceHasAPageAndNothingElseHas() {
        assertThat(page("Terminal")).isEmpty();
        farm.more = Map.of("kind", "web", "where", "device", "address", "https://web.example/a?b=c");
        assertThat(page("Terminal").orElseThrow().address()).hasToString("https://web.example/a?b=c");
        for (String other : List.of("javascript:alert(1)", "file:///etc/passwd", "ms-word:x", "https:", "not one")) {
            farm.more = Map.of("kind", "web", "where", "device", "address", other);
            assertThat(page("Terminal")).as(other).isEmpty();
        }
        assertThat(farm.launches).isEmpty();
    }

    @Test
    void automaticGoesStraightWhereAHostAnswersAndPinsItsCertificate() throws IOException {
        try (HostDouble host = HostDouble.start(hostIdentity);
                HostDouble silent = HostDouble.saying(new byte[0])) {
            farm.reach = List.of("127.0.0.1:1", silent.address(), host.address());
            farm.host = host.address();
            OpeningResource.Opened opened = open("Terminal", Optional.of(Mode.AUTOMATIC));

            assertThat(modes()).containsExactly("direct-ssl");
            assertThat(text(opened, "full address")).contains(host.address());
            assertThat(opened.file().orElseThrow().pins().fingerprints())
                    .containsExactly(Certificates.fingerprint(hostIdentity.certificate()));
            assertThat(opened.file().orElseThrow().mayFallBack()).isTrue();
            assertThat(desk.told()).contains("going straight to it");
        }
    }

    @Test
    void automaticGoesThroughTheGatewayWhereNoHostAnswers() throws IOException {
        try (HostDouble silent = HostDouble.saying(new byte[0])) {
            farm.reach = List.of("127.0.0.1:1", silent.address());
            farm.mode = "automatic";
            OpeningResource.Opened opened = open("Terminal", Optional.empty());

            assertThat(modes()).containsExactly("gateway-ssl");
            assertThat(opened.file().orElseThrow().mode()).isEqualTo(Mode.GATEWAY_SSL);
            assertThat(desk.told()).contains("No host can be reached from here: going through the gateway.");
        }
    }

    @Test
    void automaticAsksAgainWhenTheChosenHostDoesNotAnswer() throws IOException {
        try (HostDouble host = HostDouble.start(hostIdentity)) {
            farm.reach = List.of(host.address());
            farm.host = "127.0.0.1:1";
            OpeningResource.Opened opened = open("Terminal", Optional.of(Mode.AUTOMATIC));

            assertThat(modes()).containsExactly("direct-ssl", "gateway-ssl");
            assertThat(farm.launches.get(1).path("key").asString())
                    .isNotEqualTo(farm.launches.get(0).path("key").asString());
            assertThat(opened.file().orElseThrow().mode()).isEqualTo(Mode.GATEWAY_SSL);
            assertThat(desk.told()).contains("does not answer here");
        }
    }

    @Test
    void automaticTakesWhatTheFarmAllows() throws IOException {
        try (HostDouble host = HostDouble.start(hostIdentity)) {
            farm.reach = List.of(host.address());
            farm.refused = List.of("direct-ssl", "gateway-ssl");
            open("Terminal", Optional.of(Mode.AUTOMATIC));
            assertThat(modes()).containsExactly("direct-ssl", "gateway-ssl", "automatic");
        }
    }

    @Test
    void nothingIsOpenedAtAHostThatTheFarmHasNotCertified() throws IOException {
        for (Papers.Identity other :
                List.of(Papers.make().component(ComponentRole.HOST, "host-1"), gateway, papers.server("host-1"))) {
            try (HostDouble host = HostDouble.start(other)) {
                farm.host = host.address();
                assertThatThrownBy(() -> open("Terminal", Optional.of(Mode.DIRECT_SSL)))
                        .satisfies(thrown -> assertRefused(thrown, Reason.NOT_TRUSTED, "host-not-trusted"));
            }
            desk.types(FarmDouble.PASSWORD);
        }
    }

    @Test
    void aHostThatDoesNotAnswerIsSaidToBeSo() {
        assertThatThrownBy(() -> open("Terminal", Optional.of(Mode.DIRECT)))
                .hasMessageContaining("--mode automatic")
                .satisfies(thrown -> assertRefused(thrown, Reason.UNREACHABLE, "host-unreachable"));
    }

    @Test
    void aFileThatIsNotTheFarmsIsNotOpened() {
        for (String change : List.of("full address", "alternate shell", "signature")) {
            farm.inTransit = bytes -> changed(bytes, change);
            assertThatThrownBy(() -> open("Terminal", Optional.empty()))
                    .as(change)
                    .isInstanceOf(ClientException.class)
                    .extracting(thrown -> ((ClientException) thrown).reason())
                    .isEqualTo(Reason.FILE);
        }
        Papers stranger = Papers.make();
        farm.inTransit = bytes -> stranger.sign(
                        new RdpFile(FileTrusts.decode(bytes).orElseThrow().settings()))
                .encode();
        assertThatThrownBy(() -> open("Terminal", Optional.empty()))
                .satisfies(thrown -> assertRefused(thrown, Reason.FILE, "file-unknown-signer"));
        farm.inTransit =
                bytes -> new RdpFile(FileTrusts.decode(bytes).orElseThrow().settings()).encode();
        assertThatThrownBy(() -> open("Terminal", Optional.empty()))
                .satisfies(thrown -> assertRefused(thrown, Reason.FILE, "file-unsigned"));
    }

    private static byte[] changed(byte[] bytes, String setting) {
        String text = new String(bytes, StandardCharsets.UTF_16LE);
        String other = switch (setting) {
            case "full address" -> text.replaceFirst("full address:s:[^\r]*", "full address:s:evil.example");
            case "alternate shell" ->
                text.replaceFirst("remoteapplicationmode", "alternate shell:s:bash\r\nremoteapplicationmode");
            default -> text.replaceFirst("signature:s:.{20}", "signature:s:AQABAAEAAAABAAAAAAAA");
        };
        assertThat(other).isNotEqualTo(text);
        return other.getBytes(StandardCharsets.UTF_16LE);
    }

    @Test
    void whatOpensInASessionOfThisDeskNeedsNoFile() {
        farm.opens = true;
        assertThat(open("Terminal", Optional.of(Mode.DIRECT)).file()).isEmpty();
    }

    @Test
    void refusalsOfTheFarmAreToldInItsWords() {
        farm.refused = List.of("gateway");
        assertThatThrownBy(() -> open("Terminal", Optional.of(Mode.GATEWAY)))
                .hasMessage("The way gateway is not allowed.")
                .satisfies(thrown -> assertRefused(thrown, Reason.REFUSED, "mode-not-allowed"));
    }

    @Test
    void namesThatAreNearAreSuggestedAndTwoOfANameAreToldApart() {
        assertThatThrownBy(() -> open("Terminl", Optional.empty()))
                .hasMessageContaining("did you mean Terminal?")
                .satisfies(thrown -> assertRefused(thrown, Reason.NOT_FOUND, "resource-unknown"));
        assertThatThrownBy(() -> open("edit", Optional.empty())).hasMessageContaining("did you mean Text Editor?");
        assertThatThrownBy(() -> open("spreadsheet", Optional.empty())).hasMessageContaining("`usher connect list`");
        farm.resources = List.of(List.of("r-1", "Editor", "Office"), List.of("r-2", "Editor", "Code"));
        assertThatThrownBy(() -> open("editor", Optional.empty()))
                .hasMessageContaining("Office/Editor (r-1), Code/Editor (r-2)")
                .satisfies(thrown -> assertRefused(thrown, Reason.NOT_FOUND, "resource-ambiguous"));
        open("Code/Editor", Optional.empty());
        open("r-1", Optional.empty());
        assertThat(farm.launches.stream().map(launch -> launch.path("resource").asString()))
                .containsExactly("r-2", "r-1");
    }
}
