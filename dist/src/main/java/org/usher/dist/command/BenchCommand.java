package org.usher.dist.command;

import picocli.CommandLine.Command;

/** {@code usher bench}. */
@Command(
        name = "bench",
        description = "Measure, side by side with a peer that does the same work.",
        mixinStandardHelpOptions = true)
public final class BenchCommand {}
