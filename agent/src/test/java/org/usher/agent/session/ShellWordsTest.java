package org.usher.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.usher.agent.Command;
import org.usher.link.host.Order;

class ShellWordsTest {

    private static Order.Program program(String target, List<String> arguments, String startIn) {
        return new Order.Program(UUID.randomUUID(), "name", target, arguments, startIn);
    }

    @Test
    void meanNothingToTheShellButThemselves() {
        List<String> hostile = List.of(
                "", " ", "a b", "'", "\"", "$HOME", "$(id)", "`id`", "; id", "a\\", "&", "*", "~", "-n", "ü€",
                "'; id #");
        String line = ShellWords.of(program("printf", join("%s|", hostile), ""));
        Command.Result result = Command.run(List.of("sh", "-c", line), Duration.ofSeconds(20));
        assertThat(result.output()).isEqualTo((String.join("|", hostile) + "|").strip());
    }

    private static List<String> join(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    @Test
    void beginInTheirDirectory() {
        String line = ShellWords.of(program("pwd", List.of(), "/usr/../usr/share"));
        assertThat(Command.run(List.of("sh", "-c", line), Duration.ofSeconds(20))
                        .output())
                .isEqualTo("/usr/share");
        String nowhere = ShellWords.of(program("pwd", List.of(), "/no where; pwd"));
        assertThat(Command.run(List.of("sh", "-c", nowhere), Duration.ofSeconds(20))
                        .worked())
                .isFalse();
    }

    private static Order.Program opened(String target, Order.Way way, String... arguments) {
        return new Order.Program(UUID.randomUUID(), "name", target, List.of(arguments), "", way, false);
    }

    @Test
    void leaveWhatIsNoProgramToTheScript() {
        assertThat(ShellWords.of(opened("/srv/it's.pdf", new Order.Document("reader"), "-p", "1")))
                .isEqualTo("exec \"$USHER_LAUNCHER_FILES/open\" 'document' '/srv/it'\\''s.pdf' 'reader' '-p' '1'");
        assertThat(ShellWords.of(opened("https://a/$x", new Order.Web("", true))))
                .isEqualTo("exec \"$USHER_LAUNCHER_FILES/open\" 'web' 'https://a/$x' '' 'kiosk'");
    }

    @Test
    void keepAnAccountsPasswordOutOfTheCommandLine() {
        Order.Program folder = opened(
                "smb://files/team", new Order.Folder("", Order.Credentials.ACCOUNT, "TEAM\\clerk", "a 'secret'"));
        assertThat(ShellWords.of(folder))
                .isEqualTo("exec \"$USHER_LAUNCHER_FILES/open\" 'folder' 'smb://files/team' '' 'account'");
        assertThat(new String(Base64.getDecoder().decode(ShellWords.input(folder)), StandardCharsets.UTF_8))
                .isEqualTo("clerk\nTEAM\na 'secret'\n");
        assertThat(ShellWords.input(opened("smb://files/team", new Order.Folder("", Order.Credentials.ASK, "", ""))))
                .isEmpty();
        assertThat(folder.toString()).doesNotContain("secret");
    }

    @Test
    void stayOnOneLine() {
        for (String word : List.of("a\nopen x y", "a\0", "\u0007")) {
            assertThatThrownBy(() -> ShellWords.of(program("x", List.of(word), "")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ShellWords.of(program(word, List.of(), "")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ShellWords.of(program("x", List.of(), word)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
