package org.usher.dist.command;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.gateway.Gateway;
import org.usher.gateway.GatewayException;
import org.usher.gateway.settings.GatewaySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher gateway}. */
@Command(
        name = "gateway",
        description = "Run a gateway alone: the one TLS port that users reach, 8443.",
        mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the settings; /etc/usher/gateway.yaml if it is there")
    private @Nullable Path config;

    @Override
    public Integer call() throws InterruptedException {
        GatewaySettings settings = SettingsFile.read(
                config,
                Path.of("/etc/usher/gateway.yaml"),
                file -> GatewaySettings.from(file, SettingsFile.hostName()));
        return Running.untilStopped(List.of(start(settings)));
    }

    static Gateway start(GatewaySettings settings) throws InterruptedException {
        try {
            return Gateway.start(settings, InstantSource.system());
        } catch (GatewayException failed) {
            throw new UserError("the gateway cannot start: " + failed.getMessage(), failed);
        }
    }
}
