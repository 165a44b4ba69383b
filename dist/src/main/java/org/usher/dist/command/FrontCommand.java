package org.usher.dist.command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.agent.Agent;
import org.usher.agent.AgentSettings;
import org.usher.agent.front.Front;
import org.usher.dist.program.UserError;
import org.usher.link.identity.ComponentIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher front}. */
@Command(
        name = "front",
        header = "Run the front of a session host.",
        description = {
            "",
            "The front is the host's door at port 3389; every session's stream ends in it.",
            "The agent starts it by itself unless it runs already.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class FrontCommand implements Callable<Integer> {

    @Option(names = "--config", paramLabel = "FILE", description = "The agent's settings, which are the front's too.")
    private @Nullable Path config;

    @Override
    public Integer call() throws InterruptedException {
        AgentSettings settings = SettingsFile.read(
                config, AgentCommand.USUAL, file -> AgentSettings.from(file, SettingsFile.hostName()));
        try {
            ComponentIdentity identity = Agent.identity(settings)
                    .orElseThrow(() -> new UserError("this host has not joined a farm (start its agent first)"));
            return Running.untilStopped(List.of(Front.start(settings, identity, new SecureRandom())));
        } catch (IOException failed) {
            throw new UserError("the front cannot start: " + failed.getMessage(), failed);
        }
    }
}
