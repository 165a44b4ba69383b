package org.usher.dist.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.dist.program.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher simulate}. */
@Command(
        name = "simulate",
        header = "Replay a storm of launches with other placement policies.",
        description = {
            "",
            "Reads a farm, policies and launches from a file, and compares what each policy",
            "makes of them: numbers here, and a picture beside the file. Nothing is changed",
            "and nobody is asked: docs/operate/placement.md",
            ""
        },
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FILE", description = "The scenario, in YAML.")
    private @Nullable Path file;

    @Option(names = "--picture", paramLabel = "SVG", description = "Where the picture goes (default: beside the file).")
    private @Nullable Path picture;

    @Override
    public Integer call() {
        if (file == null) {
            throw new UserError("which scenario? (expected: a file)");
        }
        Scenario scenario = ScenarioFile.read(file);
        List<Outcome> outcomes = scenario.policies().stream()
                .map(policy -> Simulation.run(scenario, policy))
                .toList();
        lines(scenario, outcomes).forEach(System.out::println);
        Path where = picture == null ? beside(file) : picture;
        String title = scenario.launches().size() + " launches onto "
                + scenario.hosts().size() + (scenario.hosts().size() == 1 ? " host" : " hosts");
        try {
            Files.writeString(where, Picture.of(title, scenario, outcomes));
        } catch (IOException unwritable) {
            throw new UserError(where + " cannot be written", unwritable);
        }
        System.out.println("\nThe picture: " + where);
        return 0;
    }

    private static Path beside(Path scenario) {
        Path name = scenario.getFileName();
        return scenario.resolveSibling(String.valueOf(name).replaceFirst("\\.ya?ml$", "") + ".svg");
    }

    static List<String> lines(Scenario scenario, List<Outcome> outcomes) {
        String form = "%-22s %8s %8s %8s %8s %10s %8s";
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                scenario.launches().size() + " launches, "
                                        + scenario.hosts().size() + " hosts, "
                                        + scenario.watched().toMinutes() + " minutes",
                                "",
                                String.format(
                                        Locale.ROOT,
                                        form,
                                        "policy",
                                        "refused",
                                        "fullest",
                                        "gap",
                                        "logons",
                                        "logon p50",
                                        "p95")),
                        outcomes.stream()
                                .map(outcome -> String.format(
                                        Locale.ROOT,
                                        form,
                                        outcome.policy(),
                                        outcome.refused(),
                                        Percent.of(outcome.mostSessions()),
                                        Percent.of(outcome.spread()),
                                        outcome.mostLogons(),
                                        outcome.logon().toSeconds() + " s",
                                        outcome.slowLogon().toSeconds() + " s")))
                .toList();
    }
}
