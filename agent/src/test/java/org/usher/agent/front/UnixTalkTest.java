package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.usher.agent.Command;
import org.usher.agent.control.FrontOrder;

/** What comes over the front's two Unix sockets: orders of agents, and questions of PAM. */
@Timeout(60)
class UnixTalkTest {

    @TempDir
    Path directory;

    private static SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** What is said until the connection ends. */
    private static String readToEnd(SocketChannel channel) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(64 * 1024);
        try {
            while (channel.read(all) >= 0) {
                assertThat(all.hasRemaining()).isTrue();
            }
        } catch (IOException reset) {
            // It was closed with something of ours unread.
        }
        return new String(all.array(), 0, all.position(), StandardCharsets.UTF_8);
    }

    private static String credential(TestFront front, String account) {
        String credential = front.agent().carryOut(number -> new FrontOrder.SignOn(number, account));
        if (credential == null) {
            throw new AssertionError("the front does not answer");
        }
        return credential;
    }

    @Test
    void theSocketsAreRootsAlone() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            for (Path socket :
                    List.of(front.settings().controlSocket(), front.settings().signOnSocket())) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void anAgentThatTalksNonsenseIsTurnedAwayAndTheOtherOneStays() throws Exception {
        UUID any = UUID.randomUUID();
        List<String> nonsense = List.of(
                "hello\n",
                "\n",
                "{}\n",
                "{\"do\":\"of-a-later-version\",\"number\":1}\n",
                "{\"do\":\"expect\",\"number\":1}\n",
                "{\"do\":\"expect\",\"number\":1,\"launch\":\"" + any + "\",\"session\":\"" + any + "\",\"user\":\""
                        + any + "\",\"account\":\"\",\"client\":\"x\",\"shell\":\"x\",\"validSeconds\":60}\n",
                "x".repeat(300 * 1024) + "\n");
        try (TestFront front = TestFront.start(directory)) {
            for (String line : nonsense) {
                try (SocketChannel stray = connect(front.settings().controlSocket())) {
                    write(stray, line);
                    assertThat(readToEnd(stray)).isEmpty();
                } catch (IOException cutOff) {
                    assertThat(line.length()).isGreaterThan(1000);
                }
            }
            TestFront.Launch launch = front.launch();
            PageDouble.open(front, launch.ticket());
            assertThat(front.told()).containsExactly(launch.reached("tunnel"));
        }
    }

    @Test
    void pamHearsOneWord() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            String credential = credential(front, "alice");
            assertThat(front.ask("alice", "a guess")).isEqualTo("no");
            assertThat(front.ask("", "")).isEqualTo("no");
            try (SocketChannel slow = connect(front.settings().signOnSocket())) {
                for (char c : ("alice\0" + credential + "\0").toCharArray()) {
                    write(slow, String.valueOf(c));
                }
                assertThat(readToEnd(slow)).isEqualTo("yes");
            }
            assertThat(front.ask("alice", credential)).isEqualTo("no");
        }
    }

    @Test
    void questionsThatAreNoneGetNoAnswer() throws Exception {
        try (TestFront front = TestFront.start(directory)) {
            String credential = credential(front, "alice");
            try (SocketChannel endless = connect(front.settings().signOnSocket())) {
                write(endless, "x".repeat(3000));
                assertThat(readToEnd(endless)).isEmpty();
            } catch (IOException cutOff) {
                // As good as no answer.
            }
            try (SocketChannel half = connect(front.settings().signOnSocket())) {
                write(half, "alice\0" + credential);
                half.shutdownOutput();
                assertThat(readToEnd(half)).isEmpty();
            }
            assertThat(front.ask("alice", credential)).isEqualTo("yes");
        }
    }

    @Test
    void nobodyButRootIsAnswered() throws Exception {
        assumeTrue(Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "only root can become others");
        try (TestFront front = TestFront.start(directory)) {
            // As if somebody had opened the way to the socket.
            Path socket = front.settings().signOnSocket();
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            for (Path above : List.of(directory, directory.resolve("run"))) {
                Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            String credential = credential(front, "alice");
            List<String> asking = List.of(
                    "sh", "-c", "printf 'alice\\0%s\\0' " + credential + " | socat -t 5 - UNIX-CONNECT:" + socket);
            List<String> asNobody =
                    new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
            asNobody.addAll(asking);

            assertThat(Command.run(asNobody, Duration.ofSeconds(20)).output()).doesNotContain("yes");
            // The credential was not used up by that.
            assertThat(Command.run(asking, Duration.ofSeconds(20)).output()).isEqualTo("yes");
        }
    }
}
