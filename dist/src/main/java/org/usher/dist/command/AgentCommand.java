package org.usher.dist.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.agent.Agent;
import org.usher.agent.AgentSettings;
import org.usher.dist.Version;
import org.usher.dist.program.ThisProgram;
import org.usher.dist.program.UserError;
import org.usher.link.client.LinkException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher agent}. */
@Command(
        name = "agent",
        header = "Run the agent of a session host.",
        description = {
            "",
            "The agent reports to the broker, prepares sessions, and looks after the front,",
            "which it starts where systemd does not. Stopping it cuts no session.",
            ""
        },
        commandListHeading = "%nCommands%n",
        mixinStandardHelpOptions = true,
        subcommands = AgentSetupCommand.class)
public final class AgentCommand implements Callable<Integer> {

    static final Path USUAL = Path.of("/etc/usher/agent.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings (default: /etc/usher/agent.yaml, if it is there).")
    private @Nullable Path config;

    @Override
    public Integer call() throws InterruptedException {
        AgentSettings settings =
                SettingsFile.read(config, USUAL, file -> AgentSettings.from(file, SettingsFile.hostName()));
        List<String> front = new ArrayList<>(ThisProgram.command("front"));
        if (config != null) {
            front.addAll(List.of("--config", config.toString()));
        }
        try {
            return Running.untilStopped(List.of(Agent.start(settings, front, Version.present())));
        } catch (IOException | LinkException failed) {
            throw new UserError("the agent cannot start: " + failed.getMessage(), failed);
        }
    }
}
