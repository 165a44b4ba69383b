package org.usher.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.Json;
import org.usher.link.host.HostApplications;

class InstalledApplicationsTest {

    @TempDir
    Path share;

    private Path write(String name, byte... bytes) throws IOException {
        Path file = share.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private void desktopFile(String name, String lines) throws IOException {
        write("applications/" + name, ("[Desktop Entry]\nType=Application\n" + lines).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, HostApplications.Application> look(Path... roots) {
        return new InstalledApplications(List.of(roots))
                .look().applications().stream()
                        .collect(Collectors.toMap(HostApplications.Application::id, Function.identity()));
    }

    private Map<String, HostApplications.Application> look() {
        return look(share);
    }

    private HostApplications.@Nullable Icon icon(String name) throws IOException {
        desktopFile("app.desktop", "Name=x\nExec=y\nIcon=" + name);
        HostApplications.Application application = look().get("app");
        assertThat(application).as("an application in spite of its icon").isNotNull();
        return application == null ? null : application.icon();
    }

    @Test
    void findsApplicationsByTheirIds() throws IOException {
        desktopFile("org.xfce.mousepad.desktop", "Name=Mousepad\nComment=Edit\nExec=mousepad %F");
        desktopFile("kde/konsole.desktop", "Name=Konsole\nExec=konsole");
        desktopFile("hidden.desktop", "Name=x\nExec=y\nNoDisplay=true");
        desktopFile("shell.desktop", "Name=x\nExec=sh\nTerminal=true");
        write("applications/readme.txt", (byte) 'x');

        assertThat(look().keySet()).containsExactlyInAnyOrder("org.xfce.mousepad", "kde-konsole");
        assertThat(look().get("org.xfce.mousepad"))
                .isEqualTo(new HostApplications.Application(
                        "org.xfce.mousepad", "Mousepad", "Edit", List.of("mousepad"), false, null));
    }

    @Test
    void findsDesktopsAlsoWhenMenusDoNotShowThem() throws IOException {
        write(
                "xsessions/xfce.desktop",
                "[Desktop Entry]\nName=Xfce\nExec=startxfce4\nNoDisplay=true\n".getBytes(StandardCharsets.UTF_8));
        HostApplications.Application desktop = look().get("desktop:xfce");
        assertThat(desktop).isNotNull().matches(found -> found.desktop());
    }

    @Test
    void letsTheFirstDirectoryDecide() throws IOException {
        Path local = share.resolve("local");
        Files.createDirectories(local.resolve("applications"));
        Files.writeString(local.resolve("applications/a.desktop"), "[Desktop Entry]\nName=ours\nExec=y\n");
        desktopFile("a.desktop", "Name=theirs\nExec=y");
        assertThat(look(local, share).get("a"))
                .isNotNull()
                .matches(found -> found.name().equals("ours"));
    }

    @Test
    void isNotDisturbedByNonsense() throws IOException {
        desktopFile("good.desktop", "Name=x\nExec=y");
        write("applications/latin.desktop", (byte) 0xe9, (byte) 0xff, (byte) 0xfe);
        write("applications/empty.desktop");
        write("applications/huge.desktop", new byte[1 << 20]);
        write(
                "applications/nul.desktop",
                "[Desktop Entry]\nName=a\0b\nExec=c\0d\nIcon=e\0f\n".getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(share.resolve("applications/directory.desktop"));
        Files.createSymbolicLink(share.resolve("applications/gone.desktop"), share.resolve("nowhere"));
        Files.createSymbolicLink(share.resolve("applications/loop"), share.resolve("applications"));

        assertThat(look().keySet()).contains("good").doesNotContain("latin", "empty", "huge", "directory", "gone");
        assertThat(look(share.resolve("nowhere"))).isEmpty();
    }

    @Test
    void prefersScalableIconsOfTheCommonTheme() throws IOException {
        byte[] png = {1, 2, 3};
        byte[] svg = "<svg/>".getBytes(StandardCharsets.UTF_8);
        write("icons/Adwaita/scalable/apps/editor.svg", (byte) 9);
        write("icons/hicolor/48x48/apps/editor.png", png);
        assertThat(icon("editor"))
                .isEqualTo(new HostApplications.Icon(
                        "image/png", Base64.getEncoder().encodeToString(png)));
        write("icons/hicolor/scalable/apps/editor.svg", svg);
        assertThat(icon("editor.png"))
                .isEqualTo(new HostApplications.Icon(
                        "image/svg+xml", Base64.getEncoder().encodeToString(svg)));
    }

    @Test
    void findsIconsInOlderPlaces() throws IOException {
        write("pixmaps/old.png", (byte) 1);
        assertThat(icon("old")).isNotNull();
        Path elsewhere = write("elsewhere/logo.png", (byte) 1);
        assertThat(icon(elsewhere.toString())).isNotNull();
    }

    @Test
    void goesWithoutIconsThatAreNone() throws IOException {
        write("pixmaps/huge.png", new byte[300 * 1024]);
        write("pixmaps/text.xpm", (byte) 1);
        Files.createDirectories(share.resolve("pixmaps/directory.png"));
        Path secret = write("elsewhere/secret.txt", (byte) 1);
        write("elsewhere/picture.png", (byte) 1);
        for (String name : List.of(
                "huge",
                "text",
                "directory",
                "missing",
                "",
                secret.toString(),
                "../elsewhere/picture",
                "a\0b",
                "/a\0b.png",
                "x".repeat(400))) {
            assertThat(icon(name)).as(name).isNull();
        }
    }

    @Test
    void namesEachListByItsContent() throws IOException {
        desktopFile("a.desktop", "Name=x\nExec=y");
        HostApplications first = new InstalledApplications(List.of(share)).look();
        assertThat(new InstalledApplications(List.of(share)).look().digest()).isEqualTo(first.digest());
        desktopFile("a.desktop", "Name=x\nExec=z");
        assertThat(new InstalledApplications(List.of(share)).look().digest()).isNotEqualTo(first.digest());
        assertThat(Json.read(Json.write(first), HostApplications.class)).isEqualTo(first);
    }
}
