package org.usher.dist.command;

import java.util.concurrent.Callable;
import org.usher.dist.bench.session.LatencyBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher bench latency}. */
@Command(
        name = "latency",
        description =
                "From a key to the pixel that it changes, idle and among 100 busy streams, beside xfreerdp straight to the same host.",
        mixinStandardHelpOptions = true)
public final class LatencyBenchCommand implements Callable<Integer> {

    @Option(names = "--json", description = "print one JSON object for each figure")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        return BenchRun.run("From a key to the pixel", json, output -> new LatencyBench(output).run());
    }
}
