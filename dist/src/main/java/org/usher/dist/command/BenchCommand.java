package org.usher.dist.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code usher bench}. */
@Command(
        name = "bench",
        description = "Measure, side by side with a peer that does the same work.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            RelayBenchCommand.class,
            TunnelsBenchCommand.class,
            LaunchBenchCommand.class,
            LatencyBenchCommand.class
        })
public final class BenchCommand implements Runnable {

    @Spec
    @org.jspecify.annotations.Nullable
    private CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
    }
}
