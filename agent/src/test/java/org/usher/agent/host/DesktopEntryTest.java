package org.usher.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DesktopEntryTest {

    private static List<String> command(String exec) {
        return DesktopEntry.read(List.of("[Desktop Entry]", "Type=Application", "Name=x", "Exec=" + exec))
                .map(DesktopEntry::command)
                .orElse(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mousepad %F                    | mousepad",
                "firefox %u --new-window        | firefox,--new-window",
                "app --class=%c -i %i %k        | app,--class=,-i",
                "rate 50%%                      | rate,50%",
                "\"/opt/My App/run\" --now      | /opt/My App/run,--now",
                "sh -c \"echo \\\\\"hi\\\\\"\"  | sh,-c,echo \"hi\"",
                "sh -c \"a \\\\\\\\ b\"         | sh,-c,a \\ b",
                "env  A=b   c                   | env,A=b,c",
                "never \"closed                 | never,closed",
                "ends in %                      | ends,in,%",
            })
    void readsTheWordsOfACommand(String exec, String words) {
        assertThat(command(exec)).containsExactly(words.split(",", -1));
    }

    @Test
    void keepsAnEmptyWordThatIsQuoted() {
        assertThat(command("app \"\" x")).containsExactly("app", "", "x");
    }

    @Test
    void readsNameCommentAndIcon() {
        DesktopEntry entry = DesktopEntry.read(List.of(
                        "# a comment",
                        "Name=outside of any group",
                        "[Desktop Entry]",
                        " Name = Text\\sEditor ",
                        "Name[de]=Texteditor",
                        "Comment=one\\ntwo\\tthree \\\\s",
                        "Icon=accessories-text-editor",
                        "Exec=mousepad",
                        "Name=the second does not count",
                        "[Desktop Action new]",
                        "Exec=mousepad --new",
                        "Comment=of the action"))
                .orElseThrow();

        assertThat(entry.name()).isEqualTo("Text Editor");
        // An escaped backslash in front of an s makes no blank.
        assertThat(entry.comment()).isEqualTo("one two three \\s");
        assertThat(entry.icon()).isEqualTo("accessories-text-editor");
        assertThat(entry.command()).containsExactly("mousepad");
        assertThat(entry.shown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoDisplay=true", "Hidden=true"})
    void knowsWhatMenusDoNotShow(String line) {
        assertThat(DesktopEntry.read(List.of("[Desktop Entry]", "Name=x", "Exec=y", line)))
                .hasValueSatisfying(entry -> assertThat(entry.shown()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Type=Link\nName=x\nExec=y",
                "Type=Directory\nName=x\nExec=y",
                "Type=Application\nName=x",
                "Type=Application\nExec=y",
                "Name=x\nExec=%f",
                "Name=x\nExec=y\nTerminal=true",
                "Name\nExec",
                "=x\n=y",
                "\u0000\u0001\u0002"
            })
    void passesOverWhatIsNoApplication(String lines) {
        assertThat(DesktopEntry.read(("[Desktop Entry]\n" + lines).lines().toList()))
                .isEmpty();
        assertThat(DesktopEntry.read(lines.lines().toList())).isEmpty();
    }

    @Test
    void leavesNoControlCharactersInWhatPeopleRead() {
        DesktopEntry entry = DesktopEntry.read(
                        List.of("[Desktop Entry]", "Name=a\u0007b\u0000c", "Comment=\u001b[31mred", "Exec=y"))
                .orElseThrow();
        assertThat(entry.name() + entry.comment()).isEqualTo("a b c [31mred");
    }
}
