package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.usher.agent.control.FrontNews;
import org.usher.dist.e2e.FrontBox.Launch;
import org.usher.link.host.Permissions;

/** A stock RDP client at a host's own door: xfreerdp before the front, real xrdp behind it. */
class RdpClientFrontIT {

    private static final String HERE = "127.0.0.1:" + FrontBox.PORT;

    /** What is published: it leaves a trace, and a window. */
    private static final String PUBLISHED = "id -un >> published.txt; exec xterm -T Published";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static FrontBox box;
    private static RdpProgram.Display display;

    @BeforeAll
    static void start() throws Exception {
        box = FrontBox.start(directory);
        display = new RdpProgram.Display(directory);
    }

    @AfterAll
    static void stop() {
        display.close();
        box.close();
    }

    @AfterEach
    void endEverything() {
        box.endEverything();
    }

    private static Launch expected() {
        return box.expect(UUID.randomUUID(), PUBLISHED, true, Permissions.ALL);
    }

    private static RdpProgram client(String... arguments) throws Exception {
        return RdpProgram.start(display, directory, arguments);
    }

    private static void awaitPublished(RdpProgram client, Launch launch) {
        try {
            box.awaitNews("the client's picture", new FrontNews.Attached(launch.id(), launch.session())::equals);
            Await.until(
                    "the published program",
                    () -> box.host().file(FrontBox.ACCOUNT, "published.txt").isPresent());
        } catch (AssertionError missing) {
            throw new AssertionError(client.said() + "\n" + box.tails(), missing);
        }
        assertThat(client.runs()).isTrue();
    }

    @Test
    void opensWhatIsPublishedForWhoHasTheCodeAsPassword() throws Exception {
        Launch launch = expected();
        try (RdpProgram client =
                client("/v:" + HERE, "/u:whoever", "/p:" + launch.code().text())) {
            awaitPublished(client, launch);
            assertThat(box.host().file(FrontBox.ACCOUNT, "published.txt")).contains("alice\n");
        }
    }

    @Test
    void opensItForWhoHasTheCodeInTheRoutingToken() throws Exception {
        Launch launch = expected();
        try (RdpProgram client = client(
                "/v:" + HERE,
                "/u:whoever",
                "/load-balance-info:" + launch.code().routingToken())) {
            awaitPublished(client, launch);
        }
    }

    @Test
    void runsWhatIsPublishedWhateverTheClientAsksFor() throws Exception {
        Launch launch = expected();
        Path file = Files.writeString(directory.resolve("edited.rdp"), """
                full address:s:%s
                username:s:root
                alternate shell:s:bash -c 'id > hacked.txt; exec xterm -T Hacked'
                shell working directory:s:/root
                """.formatted(HERE));
        try (RdpProgram client =
                client(file.toString(), "/p:" + launch.code().text(), "/shell:sh -c 'id > hacked.txt; exec xterm'")) {
            awaitPublished(client, launch);
            assertThat(box.host().file(FrontBox.ACCOUNT, "hacked.txt")).isEmpty();
            assertThat(box.host().pids("Hacked")).isEmpty();
            assertThat(box.host().pids("Published")).isNotEmpty();
        }
    }

    @Test
    void turnsAwayWhoHasAnotherCodeBeforeAnybodyHearsOfIt() throws Exception {
        Launch launch = expected();
        long connections = box.host().rdpConnections();
        long asked = box.askedSesman();
        try (RdpProgram client = client("/v:" + HERE, "/u:alice", "/p:" + "A".repeat(32))) {
            box.awaitRefusal("launch-unknown");
            assertThat(client.exit()).isNotZero();
        }
        try (RdpProgram client = client("/v:" + HERE, "/u:alice", "/p:a password of hers")) {
            box.awaitRefusal("code-missing");
            assertThat(client.exit()).isNotZero();
        }
        assertThat(box.host().rdpConnections()).isEqualTo(connections);
        assertThat(box.askedSesman()).isEqualTo(asked);
        assertThat(box.host().file(FrontBox.ACCOUNT, "published.txt")).isEmpty();
        // And the launch is as good as before.
        try (RdpProgram client =
                client("/v:" + HERE, "/u:alice", "/p:" + launch.code().text())) {
            awaitPublished(client, launch);
            assertThat(box.host().rdpConnections()).isGreaterThan(connections);
            assertThat(box.askedSesman()).isGreaterThan(asked);
        }
    }

    @Test
    void letsTheSameCodeComeBackWhileTheSessionLivesAndThenNoMore() throws Exception {
        Launch launch = expected();
        String password = "/p:" + launch.code().text();
        try (RdpProgram first = client("/v:" + HERE, "/u:x", password)) {
            awaitPublished(first, launch);
            box.forgetNews();
            try (RdpProgram second = client("/v:" + HERE, "/u:x", password)) {
                awaitPublished(second, launch);
                // xrdp itself says goodbye to the first, which so does not try to come back.
                assertThat(first.exit()).as("%s", first.said()).isEqualTo(12);
                assertThat(second.runs()).isTrue();
                assertThat(box.told(FrontNews.RdpClosed.class::isInstance)).isFalse();
                second.kill();
            }
        }
        box.forgetNews();
        try (RdpProgram third = client("/v:" + HERE, "/u:x", password)) {
            awaitPublished(third, launch);
            // Three times the same session: the program was started once.
            assertThat(box.host().file(FrontBox.ACCOUNT, "published.txt")).contains("alice\n");
        }
        box.endSession(launch.session());
        try (RdpProgram replayed = client("/v:" + HERE, "/u:x", password)) {
            box.awaitRefusal("launch-unknown");
            assertThat(replayed.exit()).isNotZero();
        }
    }

    @Test
    void letsNobodyComeBackFromAnotherAddressButWhereThatIsAllowed() throws Exception {
        Launch bound = box.expect(UUID.randomUUID(), PUBLISHED, true, Permissions.ALL);
        String password = "/p:" + bound.code().text();
        try (RdpProgram first = client("/v:" + HERE, "/u:x", password)) {
            awaitPublished(first, bound);
            try (Relay elsewhere = new Relay("127.0.0.2", FrontBox.PORT);
                    RdpProgram second = client("/v:127.0.0.1:" + elsewhere.port(), "/u:x", password)) {
                box.awaitNews("the refusal", new FrontNews.Refused("127.0.0.2", "other-address")::equals);
                assertThat(second.exit()).isNotZero();
            }
            assertThat(first.runs()).isTrue();
        }
        box.endEverything();
        Launch free = box.expect(UUID.randomUUID(), PUBLISHED, false, Permissions.ALL);
        try (RdpProgram first = client("/v:" + HERE, "/u:x", "/p:" + free.code().text())) {
            awaitPublished(first, free);
            box.forgetNews();
            try (Relay elsewhere = new Relay("127.0.0.2", FrontBox.PORT);
                    RdpProgram second = client(
                            "/v:127.0.0.1:" + elsewhere.port(),
                            "/u:x",
                            "/p:" + free.code().text())) {
                awaitPublished(second, free);
            }
        }
    }

    /** What the session's channel server logs when it begins with the clipboard, and when it has sent sound. */
    private static final String CLIPBOARD = "clipboard_init";

    private static final String SOUND = "sound_process_training";

    @Test
    void keepsTheClipboardFromWhoMayNotUseIt() throws Exception {
        Launch all = box.expect(UUID.randomUUID(), PUBLISHED, true, Permissions.ALL);
        try (RdpProgram client = client("/v:" + HERE, "/u:x", "/p:" + all.code().text(), "/sound")) {
            awaitPublished(client, all);
            Await.until(
                    "clipboard and sound in the session",
                    () -> box.channelLog().contains(CLIPBOARD)
                            && box.channelLog().contains(SOUND));
        }
        box.endEverything();
        Launch some = box.expect(
                UUID.randomUUID(), PUBLISHED, true, new Permissions(Permissions.Clipboard.NONE, false, false, true, 0));
        try (RdpProgram client =
                client("/v:" + HERE, "/u:x", "/p:" + some.code().text(), "/sound")) {
            awaitPublished(client, some);
            // When sound has come, every channel that there is has been opened before.
            Await.until("sound in the session", () -> box.channelLog().contains(SOUND));
            assertThat(box.channelLog()).doesNotContain(CLIPBOARD);
        }
        box.endEverything();
        Launch none = box.expect(UUID.randomUUID(), PUBLISHED, true, Permissions.NONE);
        try (RdpProgram client =
                client("/v:" + HERE, "/u:x", "/p:" + none.code().text(), "/sound", "/drive:desk," + directory)) {
            awaitPublished(client, none);
        }
    }
}
