package org.usher.dist.command;

import java.io.IOException;
import java.util.List;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Figure;
import org.usher.dist.program.UserError;

/** Runs a benchmark for a command, and prints what came of it. */
final class BenchRun {

    /** A benchmark. */
    @FunctionalInterface
    interface Bench {
        List<Figure> run(BenchOutput output) throws IOException, InterruptedException;
    }

    private BenchRun() {}

    static int run(String title, boolean json, Bench bench) throws InterruptedException {
        BenchOutput output = new BenchOutput(System.out, System.err, json);
        try {
            output.figures(title, bench.run(output));
            return 0;
        } catch (IOException failed) {
            throw new UserError("the benchmark cannot go on: " + failed.getMessage(), failed);
        }
    }
}
