package org.usher.dist;

import org.usher.dist.command.AgentCommand;
import org.usher.dist.command.BenchCommand;
import org.usher.dist.command.BrokerCommand;
import org.usher.dist.command.DemoCommand;
import org.usher.dist.command.FrontCommand;
import org.usher.dist.command.GatewayCommand;
import org.usher.dist.command.JoinTokenCommand;
import org.usher.dist.command.ServerCommand;
import org.usher.dist.connect.ConnectCommand;
import org.usher.dist.explain.ExplainCommand;
import org.usher.dist.program.UserError;
import org.usher.dist.simulate.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code usher}: one program for every role. */
@Command(
        name = "usher",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "@|bold Usher leads every user to the right seat.|@",
        description = {
            "",
            "Published applications and desktops run on session hosts in the data centre and",
            "appear in the browser. This one program is every part of it.",
            "",
            "@|bold See it|@",
            "  usher demo                  everything on this machine; `usher demo --stop`",
            "                              takes it away again",
            "",
            "@|bold Run it|@",
            "  usher server                broker and gateway in one process; then sign in",
            "                              at https://this-machine:8443",
            "  usher join-token            on the server: a word that lets one machine join",
            "  usher agent setup --join …  on a Debian machine: make it a session host",
            "  usher agent                 on that machine: run it",
            "",
            "@|bold Use it|@",
            "  usher connect add ADDRESS   at a desk: sign in, then list what is published,",
            "  usher connect open NAME     and open it with the RDP client of the desk",
            "",
            "@|bold Understand it|@",
            "  usher explain --last        why the latest launch went where it went, and",
            "                              where its time went",
            "",
            "@|bold Trust it|@",
            "  usher test                  every test, with real hosts and a real browser",
            "",
        },
        optionListHeading = "@|bold Options|@%n",
        commandListHeading = "%n@|bold All commands|@%n",
        footer = {
            "",
            "Each command explains itself: `usher COMMAND --help`. A process reads one file",
            "of settings, in YAML, and every setting has a default: docs/operate/settings.md"
        },
        subcommands = {
            DemoCommand.class,
            ServerCommand.class,
            BrokerCommand.class,
            GatewayCommand.class,
            JoinTokenCommand.class,
            ExplainCommand.class,
            SimulateCommand.class,
            AgentCommand.class,
            FrontCommand.class,
            ConnectCommand.class,
            BenchCommand.class
        })
public final class Main implements Runnable {

    /** What every terminal has. Wider ones get no longer lines: those are harder to read. */
    static final int COLUMNS = 80;

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
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpWidth(COLUMNS);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        prepare(line);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof UserError error) {
                System.err.println("usher: " + error.getMessage());
                return error.exitCode();
            }
            throw failure;
        });
        return line;
    }

    /** Every command answers to {@code --version}, all of them being the same program, and keeps a line free for the eye. */
    private static void prepare(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        command.versionProvider(new Version());
        if (command.usageMessage().header().length > 0) {
            command.usageMessage().synopsisHeading("%nUsage: ");
        }
        line.getSubcommands().values().forEach(Main::prepare);
    }
}
