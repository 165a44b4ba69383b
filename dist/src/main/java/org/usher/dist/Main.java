package org.usher.dist;

import org.usher.dist.command.AgentCommand;
import org.usher.dist.command.BenchCommand;
import org.usher.dist.command.BrokerCommand;
import org.usher.dist.command.DemoCommand;
import org.usher.dist.command.FrontCommand;
import org.usher.dist.command.GatewayCommand;
import org.usher.dist.command.JoinTokenCommand;
import org.usher.dist.command.ServerCommand;
import org.usher.dist.command.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code usher}: one program for every role. */
@Command(
        name = "usher",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "@|bold Usher leads every user to the right seat.|@%n",
        description = {
            "Published applications and desktops run on session hosts in the data centre and appear in the browser. This one"
                    + " program is every part of it.",
            "",
            "@|bold See it|@",
            "  usher demo                 everything on this machine, in a minute; `usher demo --stop` takes it away",
            "",
            "@|bold Run it|@",
            "  usher server               broker and gateway in one process: sign in at https://this-machine:8443",
            "  usher join-token           on the server: the word with which a machine joins",
            "  usher agent setup --join … on a Linux machine with xrdp: makes it a session host",
            "  usher agent                on that machine: runs it",
            "",
            "@|bold All commands|@",
        },
        footer = {
            "",
            "Each command explains itself: `usher COMMAND --help`. Settings are one YAML file for each process, and every"
                    + " setting has a default; docs/operate says what there is."
        },
        subcommands = {
            DemoCommand.class,
            ServerCommand.class,
            BrokerCommand.class,
            GatewayCommand.class,
            JoinTokenCommand.class,
            AgentCommand.class,
            FrontCommand.class,
            BenchCommand.class
        })
public final class Main implements Runnable {

    @Spec
    @org.jspecify.annotations.Nullable
    private CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
    }

    /** Runs a command; the process ends with its exit code. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof UserError) {
                System.err.println("usher: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        System.exit(line.execute(arguments));
    }
}
