package org.usher.dist.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.usher.dist.bench.tunnel.TunnelsBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher bench tunnels}. */
@Command(
        name = "tunnels",
        description =
                "How fast a gateway opens tunnels for RDP clients beside HAProxy's connections, and whether it takes 700, 7,000 and (over two connections each) 6,000 new sessions in ten minutes, a tenth of them in one shot.",
        mixinStandardHelpOptions = true)
public final class TunnelsBenchCommand implements Callable<Integer> {

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "in how many minutes the sessions come, as many as ever (default: ${DEFAULT-VALUE}); 0 leaves them out")
    private int minutes;

    @Option(names = "--json", description = "print one JSON object for each figure")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        return BenchRun.run(
                "Tunnels of RDP clients", json, output -> new TunnelsBench(output, Duration.ofMinutes(minutes)).run());
    }
}
