package org.usher.dist.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.agent.setup.HostSetup;
import org.usher.agent.setup.SetupException;
import org.usher.dist.program.UserError;
import org.usher.link.join.JoinToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher agent setup}. */
@Command(
        name = "setup",
        header = "Make this machine a session host, or undo that.",
        description = {
            "",
            "xrdp leaves the network to Usher's front, and signing on to RDP sessions is by",
            "the front's credentials alone. Every change is named. It can be run again, which",
            "changes nothing, and undone. Run it as root.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class AgentSetupCommand implements Callable<Integer> {

    private static final Path BOOK = Path.of("/var/lib/usher-agent/setup");
    private static final Path LAUNCHER = Path.of("/usr/lib/usher");

    @Option(
            names = "--join",
            paramLabel = "TOKEN",
            description = "The word from the console, or from `usher join-token`.")
    private @Nullable String token;

    @Option(names = "--install", description = "Install the Debian packages that are missing.")
    private boolean install;

    @Option(names = "--undo", description = "Bring back how everything was before.")
    private boolean undo;

    @Option(names = "--launcher", hidden = true, paramLabel = "DIR")
    private Path launcher = LAUNCHER;

    @Option(names = "--book", hidden = true, paramLabel = "DIR")
    private Path book = BOOK;

    @Override
    public Integer call() {
        HostSetup setup = new HostSetup(launcher, book, System.out::println);
        try {
            if (undo) {
                setup.undo();
                return 0;
            }
            if (token != null) {
                // Looked at before anything is changed.
                JoinToken read = JoinToken.ofText(token);
                setup.keepToken(read);
            }
            if (install) {
                setup.installPackages();
            }
            setup.apply();
            if (token != null) {
                System.out.println("""
                        Now restart xrdp and start the agent:
                            systemctl restart xrdp        (with systemd)
                            usher agent                   (add `start-rdp-server: true` to /etc/usher/agent.yaml without systemd)
                        The host shows up in the console under Hosts.""");
            }
            return 0;
        } catch (IllegalArgumentException | SetupException wrong) {
            throw new UserError(String.valueOf(wrong.getMessage()), wrong);
        } catch (IOException failed) {
            throw new UserError("this machine cannot be set up: " + failed.getMessage() + " (are you root?)", failed);
        }
    }
}
