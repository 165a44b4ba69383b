package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.usher.agent.control.FrontControl;
import org.usher.agent.control.FrontNews;
import org.usher.agent.control.FrontOrder;
import org.usher.dist.box.HostBox;
import org.usher.link.host.Permissions;
import org.usher.link.identity.ComponentIdentity;
import org.usher.relay.testing.TestAuthority;
import org.usher.relay.tls.TlsCredentials;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdpfile.ConnectCode;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.TicketKeyId;

/** A host in a box with real xrdp, sesman and PAM, and a front before them whose agent is the test. */
final class FrontBox implements AutoCloseable {

    static final int PORT = 3389;
    static final String ACCOUNT = "alice";

    private final Path directory;
    private final TestHost host;
    private final FrontControl agent;
    private final ConcurrentLinkedQueue<FrontNews> news = new ConcurrentLinkedQueue<>();
    private int codes;

    private FrontBox(Path directory) throws IOException {
        this.directory = directory;
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        UUID site = new UUID(0, 1);
        TlsCredentials own = TestAuthority.create()
                .component(new ComponentName(site, ComponentRole.HOST, new UUID(0, 2)), "127.0.0.1");
        new ComponentIdentity(own.key(), own.chain().getFirst(), own.chain().getLast())
                .save(Files.createDirectories(directory.resolve("state")).resolve("identity"));
        this.host = new TestHost(new HostBox.Plan(
                "front-box",
                directory,
                directory.resolve("home"),
                """
                state: %s
                name: front-box
                addresses: [127.0.0.1]
                launcher: %s
                """.formatted(directory.resolve("state"), HostBox.launcher(directory)),
                40,
                3350,
                List.of(),
                program()));
        Path control = Path.of("/proc/" + host.inside() + "/root/run/usher/control.socket");
        Await.until("the front's start", () -> Files.exists(control));
        this.agent = new FrontControl(control, news::add, () -> {});
        this.agent.start();
        Await.until("the front's obedience", agent::ready);
        // Nobody brings a ticket here; but a front without any broker's key takes nobody in.
        Map<String, String> keys = Map.of(new TicketKeyId(1).text(), newKey().text());
        assertThat(agent.carryOut(number -> new FrontOrder.Keys(number, site, keys)))
                .isEqualTo("");
        host.run("useradd", "--create-home", ACCOUNT);
    }

    private static Octets newKey() {
        try {
            return Octets.of(KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static FrontBox start(Path directory) throws IOException {
        return new FrontBox(directory);
    }

    /**
     * The program, but for its agent, in whose place come those whom it would start. Its words stay words, so that the box
     * sees what they name.
     */
    private List<String> program() throws IOException {
        Path script = Files.writeString(directory.resolve("program"), """
                #!/bin/sh
                case " $* " in
                    *" agent --config "*)
                        mkdir -p /run/usher
                        sed -i '/ChansrvLogging/,$ s/^LogLevel=.*/LogLevel=DEBUG/' /etc/xrdp/sesman.ini
                        xrdp-sesman -n >>%1$s/sesman.out 2>&1 &
                        xrdp -n >>%1$s/xrdp.out 2>&1 &
                        for word; do
                            shift
                            [ "$word" = agent ] && word=front
                            set -- "$@" "$word"
                        done
                        ;;
                esac
                exec "$@"
                """.formatted(directory));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> program = new ArrayList<>(List.of(script.toString()));
        program.addAll(TestProgram.command());
        return program;
    }

    TestHost host() {
        return host;
    }

    /** A launch of an RDP client that the front expects. */
    record Launch(UUID id, UUID session, ConnectCode code) {}

    /** Runs {@code shell} for whoever has the code. */
    Launch expect(UUID session, String shell, boolean addressBound, Permissions permissions) {
        Launch launch = new Launch(UUID.randomUUID(), session, ConnectCode.of(Octets.of(new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, (byte) ++codes
        })));
        String answer = agent.carryOut(number -> new FrontOrder.Expect(
                number,
                launch.id(),
                session,
                new UUID(0, 3),
                ACCOUNT,
                ClientBinding.ofRdpClient(launch.id()).text(),
                shell,
                615,
                Octets.digestOf(launch.code().text()).text(),
                addressBound,
                permissions));
        if (!"".equals(answer)) {
            throw new AssertionError("the front's answer: " + answer);
        }
        return launch;
    }

    void endSession(UUID session) {
        agent.carryOut(number -> new FrontOrder.EndSession(number, session, "session-ended"));
    }

    /** Waits until the front has told this. */
    void awaitNews(String what, Predicate<FrontNews> which) {
        Await.until(what, () -> {
            if (news.stream().noneMatch(which)) {
                throw new AssertionError("told so far: " + news);
            }
            return true;
        });
    }

    void awaitRefusal(String reason) {
        awaitNews("the refusal: " + reason, said -> said.equals(new FrontNews.Refused("127.0.0.1", reason)));
    }

    void forgetNews() {
        news.clear();
    }

    boolean told(Predicate<FrontNews> which) {
        return news.stream().anyMatch(which);
    }

    /** How many have asked sesman for a session so far. */
    long askedSesman() throws IOException {
        Path log = directory.resolve("log/xrdp-sesman.log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .filter(line -> line.contains(": AF_INET"))
                        .count()
                : 0;
    }

    /** What the channel server of the account's session has logged. */
    String channelLog() {
        return host.run("sh", "-c", "cat /home/" + ACCOUNT + "/.local/share/xrdp/xrdp-chansrv.*.log");
    }

    /** Ends the account's sessions, and everything that runs in them. */
    void endEverything() {
        host.run("sh", "-c", "pkill -KILL -u " + ACCOUNT + " || :");
        Await.until(
                "the end of the account's processes",
                () -> host.run("sh", "-c", "pgrep -u " + ACCOUNT + " || :").isBlank());
        host.run("sh", "-c", "rm -rf /home/" + ACCOUNT + "/*.txt /home/" + ACCOUNT + "/.local");
        news.clear();
    }

    /** The ends of the logs, for the message of a failure. */
    String tails() {
        List<String> tails = new ArrayList<>();
        for (String log : List.of("box.log", "log/xrdp.log", "log/xrdp-sesman.log")) {
            tails.add(log + "\n" + Shell.run("sh", "-c", "tail -n 25 " + directory.resolve(log) + " 2>&1 || :"));
        }
        return String.join("\n", tails);
    }

    @Override
    public void close() {
        agent.close();
        host.close();
    }
}
