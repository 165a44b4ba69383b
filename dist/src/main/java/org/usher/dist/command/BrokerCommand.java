package org.usher.dist.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.broker.Broker;
import org.usher.broker.BrokerSettings;
import org.usher.broker.database.DatabaseException;
import org.usher.dist.program.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher broker}. */
@Command(
        name = "broker",
        header = "Run a broker alone, at port 8444.",
        description = {
            "",
            "Gateways and agents reach it; people do not. It keeps its own PostgreSQL unless",
            "the settings name one. At the first start it prints the administrator's",
            "password, and leaves a join token for the first gateway in its state directory.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class BrokerCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings (default: /etc/usher/broker.yaml, if it is there).")
    private @Nullable Path config;

    @Override
    public Integer call() throws InterruptedException {
        BrokerSettings settings = SettingsFile.read(config, Path.of("/etc/usher/broker.yaml"), BrokerSettings::from);
        return Running.untilStopped(List.of(start(settings)));
    }

    static Broker start(BrokerSettings settings) throws InterruptedException {
        try {
            Broker broker = Broker.start(settings);
            broker.firstPassword()
                    .ifPresent(password -> System.out.println("""

                    This farm is new. Its administrator:
                        name      %s
                        password  %s
                    The password is shown this once; change it in the console under Users.
                    """.formatted(settings.administrator(), password)));
            return broker;
        } catch (DatabaseException | IOException failed) {
            throw new UserError("the broker cannot start: " + failed.getMessage(), failed);
        }
    }
}
