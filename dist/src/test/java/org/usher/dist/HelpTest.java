package org.usher.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Help is read in a terminal of 80 columns, and each command has some. */
class HelpTest {

    private static List<CommandLine> commands() {
        List<CommandLine> found = new ArrayList<>();
        gather(Main.commandLine(), found);
        return found;
    }

    private static void gather(CommandLine line, List<CommandLine> into) {
        into.add(line);
        line.getSubcommands().values().forEach(subcommand -> gather(subcommand, into));
    }

    @Test
    void everyLineFitsIntoATerminal() {
        for (CommandLine command : commands()) {
            assertThat(command.getUsageMessage(Ansi.OFF).lines())
                    .as(command.getCommandSpec().qualifiedName())
                    .allSatisfy(text -> assertThat(text.length()).as(text).isLessThanOrEqualTo(Main.COLUMNS));
        }
    }

    @Test
    void everyCommandExplainsItself() {
        assertThat(commands()).hasSizeGreaterThan(8).allSatisfy(command -> {
            var words = command.getCommandSpec().usageMessage();
            assertThat(words.header().length + words.description().length)
                    .as(command.getCommandSpec().qualifiedName())
                    .isPositive();
        });
    }

    @Test
    void everyCommandTellsTheVersion() {
        for (CommandLine command : commands()) {
            CommandLine fresh = Main.commandLine();
            StringWriter said = new StringWriter();
            fresh.setOut(new PrintWriter(said));
            List<String> words = new ArrayList<>(
                    List.of(command.getCommandSpec().qualifiedName().split(" ")));
            words.removeFirst();
            words.add("--version");
            assertThat(fresh.execute(words.toArray(String[]::new))).isZero();
            assertThat(said.toString()).as(String.join(" ", words)).startsWith("usher ");
        }
    }
}
