package org.usher.dist.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.dist.program.UserError;
import org.usher.domain.placement.PlacementRules;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SimulationTest {

    private static final Policy USUAL = new Policy("usual", PlacementRules.USUAL);
    private static final Scenario.Kind SESSION =
            new Scenario.Kind(1, 0.1, 0.5, Duration.ofHours(2), 1, Duration.ofSeconds(5));

    @TempDir
    private Path directory;

    private static Scenario scenario(int launches, Scenario.PaperHost... hosts) {
        return new Scenario(
                List.of(hosts),
                Duration.ofSeconds(3),
                List.of(SESSION),
                List.of(USUAL),
                IntStream.range(0, launches)
                        .mapToObj(number -> Duration.ofSeconds(60 + number))
                        .toList(),
                Duration.ofMinutes(10),
                1);
    }

    private static Scenario.PaperHost host(String name, int cap, double cores) {
        return new Scenario.PaperHost(name, cap, cores, 64, Duration.ZERO);
    }

    private static List<Integer> atTheEnd(Outcome outcome) {
        return outcome.samples().getLast().sessions();
    }

    @Test
    void hostsOfOneSizeGetTheSameAndOneOfTwiceTheCapTwiceAsMuch() {
        Outcome alike = Simulation.run(scenario(120, host("a", 80, 32), host("b", 80, 32), host("c", 80, 32)), USUAL);
        assertThat(atTheEnd(alike)).containsExactly(40, 40, 40);
        assertThat(alike.refused()).isZero();
        Outcome sizes = Simulation.run(scenario(120, host("large", 160, 64), host("small", 80, 32)), USUAL);
        assertThat(atTheEnd(sizes)).containsExactly(80, 40);
    }

    @Test
    void whatNoHostHasRoomForIsRefused() {
        Outcome full = Simulation.run(scenario(50, host("a", 15, 8), host("b", 15, 8)), USUAL);
        assertThat(atTheEnd(full)).containsExactly(15, 15);
        assertThat(full.refused()).isEqualTo(20);
        assertThat(full.mostSessions()).isEqualTo(1);
    }

    @Test
    void beginningTakesLongerWhereProcessorsAreShort() {
        Outcome roomy = Simulation.run(scenario(60, host("a", 100, 64)), USUAL);
        Outcome tight = Simulation.run(scenario(60, host("a", 100, 2)), USUAL);
        assertThat(roomy.slowLogon()).isEqualTo(Duration.ofSeconds(5));
        assertThat(tight.slowLogon()).isGreaterThan(Duration.ofSeconds(20));
        assertThat(tight.mostLogons()).isGreaterThan(roomy.mostLogons());
    }

    @Test
    void theSameScenarioComesOutTheSame() {
        Scenario twice = scenario(90, host("a", 40, 4), host("b", 60, 8));
        assertThat(Simulation.run(twice, USUAL)).isEqualTo(Simulation.run(twice, USUAL));
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void allFaultsOfAFileAreToldAtOnce() throws Exception {
        Path faulty = file("faulty.yaml", """
                hosts: [{cores: none, sise: 3}]
                sessions: [{share: 0}]
                policies: [{sessionsWeight: 0, cpuWeight: 0, memoryWeight: 0}, {method: by-feeling}]
                launches: {count: -1, recorded: ""}
                reportSeconds: 600
                """);
        assertThatThrownBy(() -> ScenarioFile.read(faulty))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        "hosts[0].cores",
                        "hosts[0].sise",
                        "sessions[0].share",
                        "policies[0].sessionsWeight",
                        "policies[1].method",
                        "launches.count",
                        "reportSeconds");
        assertThatThrownBy(() -> ScenarioFile.read(file("torn.yaml", "hosts: [")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected: YAML");
        assertThatThrownBy(() -> ScenarioFile.read(directory.resolve("gone.yaml")))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> ScenarioFile.read(file("text.yaml", "just words")))
                .isInstanceOf(UserError.class);
    }

    @Test
    void whatTheApiHasToldIsReplayed() throws Exception {
        file("recorded.json", """
                [{"id": "b", "at": "2026-11-23T08:00:30.5Z"}, {"id": "a", "at": "2026-11-23T08:00:00Z"}]
                """);
        Scenario scenario = ScenarioFile.read(file("replay.yaml", """
                hosts: [{name: a}]
                sessions: [{}]
                policies: [{}]
                launches: {recorded: recorded.json}
                """));
        assertThat(scenario.launches()).containsExactly(Duration.ofSeconds(60), Duration.ofMillis(90_500));
        assertThatThrownBy(() -> ScenarioFile.read(file("lost.yaml", """
                hosts: [{}]
                sessions: [{}]
                policies: [{}]
                launches: {recorded: gone.json}
                """))).hasMessageContaining("launches.recorded");
    }

    private static Path samples() {
        Path module = Path.of("").toAbsolutePath();
        return (module.endsWith("dist") ? module.resolve("..").normalize() : module).resolve("docs/operate/simulate");
    }

    @Test
    void theSamplesRunAndTheirPicturesHaveAPanelForEachPolicy() throws Exception {
        try (Stream<Path> files = Files.list(samples())) {
            List<Path> scenarios =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(scenarios).hasSizeGreaterThanOrEqualTo(2);
            for (Path file : scenarios) {
                Scenario scenario = ScenarioFile.read(file);
                List<Outcome> outcomes = scenario.policies().stream()
                        .map(policy -> Simulation.run(scenario, policy))
                        .toList();
                Document picture = DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(Picture.of("<a & b>", scenario, outcomes))));
                assertThat(picture.getElementsByTagName("polyline").getLength())
                        .isEqualTo(scenario.policies().size() * scenario.hosts().size());
                assertThat(SimulateCommand.lines(scenario, outcomes))
                        .hasSize(3 + outcomes.size())
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
            }
        }
    }
}
