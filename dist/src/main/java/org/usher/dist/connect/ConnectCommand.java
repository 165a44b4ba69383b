package org.usher.dist.connect;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code usher connect}. */
@Command(
        name = "connect",
        header = "At a desk: open what is published with the RDP client of the desk.",
        description = {
            "",
            "  usher connect add apps.example.org   once: check the certificate, sign in",
            "  usher connect list                   what there is",
            "  usher connect open Terminal          open it",
            "  usher connect integrate              on Linux: put all of it into the menu",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 not possible on this desk, 2 the command line is wrong,",
            "3 signing in is needed or failed, 4 no such connection or resource, 5 the farm",
            "or the host does not answer, 6 the certificate is not the right one, 7 the farm",
            "refuses, 8 there is no RDP client or it failed, 9 a file is not a farm's."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            AddCommand.class,
            ListCommand.class,
            OpenCommand.class,
            FileCommand.class,
            IntegrateCommand.class,
            ConnectSignInCommand.class,
            ConnectSignOutCommand.class,
            RemoveCommand.class
        })
public final class ConnectCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
    }
}
