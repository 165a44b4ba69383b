package org.usher.dist.command;

import java.util.concurrent.Callable;
import org.usher.dist.bench.session.LaunchBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher bench launch}. */
@Command(
        name = "launch",
        description = "From the click to the application, beside xfreerdp straight to the same host.",
        mixinStandardHelpOptions = true)
public final class LaunchBenchCommand implements Callable<Integer> {

    @Option(names = "--json", description = "print one JSON object for each figure")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        return BenchRun.run("From the click to the application", json, output -> new LaunchBench(output).run());
    }
}
