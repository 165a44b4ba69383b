package org.usher.agent.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.join.JoinToken;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;

class HostSetupTest {

    private static final String XRDP = "; se\u00f1or's own comment\n[Globals]\nport=3389\nfork=true\n";
    private static final String SESMAN =
            "[Globals]\nEnableUserWindowManager=true\n[Security]\nAllowRootLogin=true\n[Sessions]\nKillDisconnected=false\n";
    private static final String PAM = "@include common-auth\n";

    @TempDir
    Path machine;

    private Path etc;
    private Path launcher;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void aMachineWithXrdp() throws IOException {
        etc = machine.resolve("etc");
        launcher = machine.resolve("usr/lib/usher");
        write("xrdp/xrdp.ini", XRDP);
        write("xrdp/sesman.ini", SESMAN);
        write("pam.d/xrdp-sesman", PAM);
        Files.createDirectories(machine.resolve("usr/lib"));
        Files.setPosixFilePermissions(path("xrdp/sesman.ini"), PosixFilePermissions.fromString("rw-r-----"));
    }

    private HostSetup setup() {
        return new HostSetup(etc, launcher, machine.resolve("var/usher/setup"), said::add);
    }

    private Path path(String name) {
        return etc.resolve(name);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        // As an administrator with an old terminal left it: no UTF-8.
        Files.writeString(path(name), text, StandardCharsets.ISO_8859_1);
    }

    private String read(String name) throws IOException {
        return Files.readString(path(name), StandardCharsets.ISO_8859_1);
    }

    /** Every file and directory with what is in it and what may be done with it. */
    private Map<String, String> everything() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(machine)) {
            for (Path file : files.toList()) {
                String content = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        ? Octets.of(Files.readAllBytes(file)).text()
                        : Files.isSymbolicLink(file)
                                ? Files.readSymbolicLink(file).toString()
                                : "directory";
                all.put(
                        machine.relativize(file).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " " + content);
            }
        }
        return all;
    }

    private String words() {
        String words = String.join("\n", said);
        said.clear();
        return words;
    }

    @Test
    void changesWhatASessionHostNeedsAndNothingElse() throws IOException {
        assertThat(setup().configure()).isTrue();

        assertThat(read("xrdp/xrdp.ini")).isEqualTo(XRDP.replace("port=3389", "port=unix://./run/xrdp/front.socket"));
        assertThat(read("xrdp/sesman.ini"))
                .contains("EnableUserWindowManager=false\n", "AllowRootLogin=false\n", "Policy=Default\n")
                .doesNotContain("true");
        assertThat(read("pam.d/xrdp-sesman"))
                .contains("expose_authtok", launcher.resolve("sign-on").toString())
                .doesNotContain("common-auth", "@sign-on@");
        assertThat(Files.isExecutable(launcher.resolve("session"))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path("xrdp/sesman.ini"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void saysWhatItChanges() throws IOException {
        setup().configure();
        assertThat(words())
                .contains(
                        path("xrdp/xrdp.ini") + " changed: [Globals] port = unix://./run/xrdp/front.socket (was 3389)")
                .contains("[Security] AllowRootLogin = false (was true)")
                .contains("[Sessions] Policy = Default (was not set)")
                .contains(path("pam.d/xrdp-sesman") + " changed")
                .contains(launcher.resolve("session") + " installed")
                .doesNotContain("KillDisconnected");
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        setup().configure();
        Map<String, String> before = everything();
        words();

        assertThat(setup().configure()).isFalse();
        assertThat(everything()).isEqualTo(before);
        assertThat(words()).isEqualTo("nothing to do: this machine is set up already");
    }

    @Test
    void bringsEverythingBackByteForByte() throws IOException {
        Map<String, String> before = everything();
        setup().keepToken(token());
        setup().configure();
        assertThat(everything()).isNotEqualTo(before);
        words();

        setup().undo();
        Map<String, String> after = everything();
        // Where the book was kept is the machine's own from then on, and empty.
        after.keySet().removeIf(path -> path.startsWith("var"));
        assertThat(after).isEqualTo(before);
        assertThat(words())
                .contains(path("xrdp/xrdp.ini") + " brought back")
                .contains(launcher.resolve("session") + " removed");
        setup().undo();
        assertThat(words()).isEqualTo("nothing to undo: this machine was not set up");
    }

    @Test
    void canBeDoneAndUndoneAgainAndAgain() throws IOException {
        for (int time = 0; time < 3; time++) {
            assertThat(setup().configure()).isTrue();
            setup().configure();
            setup().undo();
            assertThat(read("xrdp/xrdp.ini")).isEqualTo(XRDP);
            assertThat(read("pam.d/xrdp-sesman")).isEqualTo(PAM);
        }
    }

    @Test
    void leavesAloneWhatSomebodyElseHasChangedSince() throws IOException {
        setup().configure();
        String theirs = read("pam.d/xrdp-sesman") + "auth required pam_faillock.so\n";
        write("pam.d/xrdp-sesman", theirs);
        words();

        setup().undo();
        assertThat(read("pam.d/xrdp-sesman")).isEqualTo(theirs);
        assertThat(read("xrdp/xrdp.ini")).isEqualTo(XRDP);
        String words = words();
        assertThat(words).contains(path("pam.d/xrdp-sesman") + " was changed by somebody else since");
        Path copy = Path.of(words.replaceAll("(?s).*lies in (\\S+).*", "$1"));
        assertThat(Files.readString(copy)).isEqualTo(PAM);

        // The copy that they were told of stays, whatever comes later.
        setup().configure();
        setup().undo();
        assertThat(Files.readString(copy)).isEqualTo(PAM);
        assertThat(read("pam.d/xrdp-sesman")).isEqualTo(theirs);
    }

    @Test
    void overwritesNothingOfSomebodyElsesSilently() throws IOException {
        setup().configure();
        String theirs = "# all my own work\n" + read("pam.d/xrdp-sesman");
        write("pam.d/xrdp-sesman", theirs);
        String theirIni = read("xrdp/xrdp.ini").replace("port=unix://./run/xrdp/front.socket", "port=3390");
        write("xrdp/xrdp.ini", theirIni + "; mine\n");
        words();

        assertThat(setup().configure()).isTrue();
        String words = words();
        assertThat(words)
                .contains(path("pam.d/xrdp-sesman") + " had been changed by somebody else")
                .contains(path("xrdp/xrdp.ini") + " had been changed by somebody else")
                .contains("(was 3390)");
        Path copy = Path.of(words.replaceAll("(?s).*xrdp-sesman had been changed[^\n]* kept in (\\S+).*", "$1"));
        assertThat(Files.readString(copy)).isEqualTo(theirs);
        assertThat(read("xrdp/xrdp.ini")).contains("front.socket").contains("; mine");

        setup().undo();
        assertThat(read("pam.d/xrdp-sesman")).isEqualTo(PAM);
        assertThat(Files.readString(copy)).isEqualTo(theirs);
    }

    @Test
    void keepsLinksWhereTheyAre() throws IOException {
        Path real = machine.resolve("shared-xrdp.ini");
        Files.move(path("xrdp/xrdp.ini"), real);
        Files.createSymbolicLink(path("xrdp/xrdp.ini"), real);
        Map<String, String> before = everything();

        setup().configure();
        assertThat(path("xrdp/xrdp.ini")).isSymbolicLink();
        assertThat(Files.readString(real, StandardCharsets.ISO_8859_1)).contains("front.socket");
        setup().undo();
        Map<String, String> after = everything();
        after.keySet().removeIf(path -> path.startsWith("var"));
        assertThat(after).isEqualTo(before);
    }

    private static JoinToken token() {
        return new JoinToken(
                List.of("broker.example:8444"),
                Octets.of(new byte[32]),
                UUID.randomUUID(),
                ComponentRole.HOST,
                Instant.parse("2030-01-01T00:00:00Z"),
                Octets.of(new byte[32]));
    }

    @Test
    void keepsTheTokenForItsOwnerAlone() throws IOException {
        JoinToken token = token();
        setup().keepToken(token);
        assertThat(read("usher/join-token").strip()).isEqualTo(token.text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path("usher/join-token"))))
                .isEqualTo("rw-------");
        assertThat(read("usher/agent.yaml")).contains("join-token: file:" + path("usher/join-token"));
        assertThat(words()).contains(path("usher/join-token").toString()).doesNotContain(token.text());

        write("usher/agent.yaml", "name: mine\n");
        setup().keepToken(token());
        assertThat(read("usher/agent.yaml")).isEqualTo("name: mine\n");
    }
}
