package org.usher.dist.command;

import java.util.concurrent.Callable;
import org.usher.dist.bench.relay.RelayBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher bench relay}. */
@Command(
        name = "relay",
        description =
                "What the gateway's relay costs, beside HAProxy: CPU for each GiB, memory for each silent connection.",
        mixinStandardHelpOptions = true)
public final class RelayBenchCommand implements Callable<Integer> {

    @Option(names = "--json", description = "print one JSON object for each figure")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        return BenchRun.run(
                "The relay: streams from TLS to TLS, tunnels from TLS to TCP",
                json,
                output -> new RelayBench(output).run());
    }
}
