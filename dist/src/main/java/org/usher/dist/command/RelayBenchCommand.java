package org.usher.dist.command;

import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--only",
            paramLabel = "PATH",
            description = "one of the two paths: streams (browsers) or tunnels (RDP clients)")
    private RelayBench.@Nullable Path only;

    @Override
    public Integer call() throws InterruptedException {
        return BenchRun.run(
                "The relay: streams from TLS to TLS, tunnels from TLS to TCP",
                json,
                output -> new RelayBench(output, only == null ? EnumSet.allOf(RelayBench.Path.class) : EnumSet.of(only))
                        .run());
    }
}
