package org.usher.dist.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.broker.Broker;
import org.usher.broker.BrokerSettings;
import org.usher.dist.program.UserError;
import org.usher.gateway.Gateway;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.link.join.JoinToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher server}. */
@Command(
        name = "server",
        header = "Run broker and gateway in one process.",
        description = {
            "",
            "All that one machine needs, with a database of its own. At the first start it",
            "prints the administrator's password. Then sign in at https://this-machine:8443",
            ""
        },
        mixinStandardHelpOptions = true)
public final class ServerCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings (default: /etc/usher/server.yaml, if it is there).")
    private @Nullable Path config;

    /** One file for both: the gateway keeps its state below the broker's, and finds the broker by itself. */
    private record ServerSettings(BrokerSettings broker, GatewaySettings gateway) {}

    @Override
    public Integer call() throws InterruptedException {
        ServerSettings settings = SettingsFile.read(config, Path.of("/etc/usher/server.yaml"), file -> {
            BrokerSettings broker = BrokerSettings.from(file);
            return new ServerSettings(broker, GatewaySettings.from(file, SettingsFile.hostName()));
        });
        Broker broker = BrokerCommand.start(settings.broker());
        try {
            Path state = settings.broker().state();
            Gateway gateway = GatewayCommand.start(settings.gateway()
                    .beside(
                            state,
                            new HostAndPort("127.0.0.1", settings.broker().port()),
                            firstToken(state)));
            return Running.untilStopped(List.of(broker, gateway));
        } catch (UserError failed) {
            broker.close();
            throw failed;
        }
    }

    /** The token that the broker leaves while there is no gateway. */
    private static Optional<JoinToken> firstToken(Path state) {
        Path file = state.resolve("gateway.token");
        try {
            return Files.exists(file) ? Optional.of(JoinToken.ofText(Files.readString(file))) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UserError("the gateway's token " + file + " cannot be read", unreadable);
        }
    }
}
