package org.usher.client.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.client.DeskParts;
import org.usher.client.doubles.DeskDouble;

class BrowserTest {

    private static final URI PAGE = URI.create("https://web.example/?a=b&c");

    @TempDir
    private Path directory;

    private boolean shows(DeskDouble desk) {
        DeskParts parts = desk.parts();
        return Browser.showsIndeed(parts.desk(), parts.programs(), PAGE);
    }

    @Test
    void theDesksOwnProgramShowsIt() throws IOException {
        DeskDouble desk = new DeskDouble(directory).with("DISPLAY", ":1");
        desk.program("xdg-open", "echo \"$1\" > " + directory.resolve("shown"));
        assertThat(shows(desk)).isTrue();
        assertThat(directory.resolve("shown")).hasContent(PAGE.toString());
    }

    @Test
    void aDeskWithoutABrowserSaysSo() throws IOException {
        DeskDouble desk = new DeskDouble(directory).with("DISPLAY", ":1");
        assertThat(shows(desk)).as("no program").isFalse();
        desk.program("xdg-open", "exit 3");
        assertThat(shows(desk)).as("a program that finds none").isFalse();
        DeskDouble blind = new DeskDouble(directory);
        blind.program("xdg-open", "");
        assertThat(shows(blind)).as("no screen").isFalse();
    }
}
