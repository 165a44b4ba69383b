package org.usher.dist.command;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.dist.program.UserError;
import org.usher.gateway.Gateway;
import org.usher.gateway.GatewayException;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.link.join.JoinToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher gateway}. */
@Command(
        name = "gateway",
        header = "Run a gateway alone, at port 8443.",
        description = {
            "",
            "It is the one TLS port that people reach. At the first start it needs the right",
            "to join, by --join or by the setting `join-token`.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings (default: /etc/usher/gateway.yaml, if it is there).")
    private @Nullable Path config;

    @Option(
            names = "--join",
            paramLabel = "TOKEN",
            description = "The word from `usher join-token --role gateway`, for the first start.")
    private @Nullable String token;

    @Override
    public Integer call() throws InterruptedException {
        GatewaySettings settings = SettingsFile.read(
                config,
                Path.of("/etc/usher/gateway.yaml"),
                file -> GatewaySettings.from(file, SettingsFile.hostName()));
        return Running.untilStopped(List.of(start(token == null ? settings : settings.joining(read(token)))));
    }

    private static JoinToken read(String token) {
        try {
            return JoinToken.ofText(token);
        } catch (IllegalArgumentException broken) {
            throw new UserError(String.valueOf(broken.getMessage()), broken);
        }
    }

    static Gateway start(GatewaySettings settings) throws InterruptedException {
        try {
            return Gateway.start(settings, InstantSource.system(), new SecureRandom());
        } catch (GatewayException failed) {
            throw new UserError("the gateway cannot start: " + failed.getMessage(), failed);
        }
    }
}
