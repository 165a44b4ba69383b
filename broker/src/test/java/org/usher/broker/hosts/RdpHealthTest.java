package org.usher.broker.hosts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostState;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

class RdpHealthTest {

    private static final byte[] CONFIRM = new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode();

    private final RdpHealth health = new RdpHealth();
    private final HostId id = new HostId(UUID.randomUUID());
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<ServerSocket> ports = new ArrayList<>();

    private interface Behaviour {
        void toVisitor(Socket visitor) throws IOException, InterruptedException;
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        for (ServerSocket port : ports) {
            port.close();
        }
    }

    /** A port on which somebody behaves so, to each visitor. */
    private String port(Behaviour behaviour) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ports.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket visitor = server.accept()) {
                    behaviour.toVisitor(visitor);
                } catch (IOException | InterruptedException gone) {
                    // The visitor left, or the test is over.
                }
            }
        });
        return "127.0.0.1:" + server.getLocalPort();
    }

    private static Behaviour says(byte[] words) {
        return visitor -> visitor.getOutputStream().write(words);
    }

    private Host at(String target) {
        return new Host(id, new SiteId(UUID.randomUUID()), "host", target, HostState.ENABLED, 5);
    }

    private static String nobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + server.getLocalPort();
        }
    }

    @Test
    void aPortThatConfirmsAnswers() throws Exception {
        assertThat(health.of(id)).isEqualTo(HostFacts.Rdp.UNKNOWN);
        assertThat(health.check(at(port(says(CONFIRM))))).isTrue();
        assertThat(health.of(id)).isEqualTo(HostFacts.Rdp.ANSWERS);
    }

    @Test
    void oneFailureIsNoneAndTwoInARowAre() throws Exception {
        Host refusing = at(nobody());
        assertThat(health.check(refusing)).isFalse();
        assertThat(health.of(id)).isEqualTo(HostFacts.Rdp.UNKNOWN);
        assertThat(health.check(refusing)).isFalse();
        assertThat(health.of(id)).isEqualTo(HostFacts.Rdp.FAILS);
        assertThat(health.check(at(port(says(CONFIRM))))).isTrue();
        assertThat(health.of(id)).isEqualTo(HostFacts.Rdp.ANSWERS);
        health.check(refusing);
        assertThat(health.of(id)).as("one lost packet").isEqualTo(HostFacts.Rdp.UNKNOWN);
        health.forget(id);
        assertThat(health.of(id)).isEqualTo(HostFacts.Rdp.UNKNOWN);
        health.check(refusing);
        assertThat(health.of(id)).as("counted from the beginning").isEqualTo(HostFacts.Rdp.UNKNOWN);
    }

    @Test
    void whatIsNoConfirmIsNoAnswer() throws Exception {
        Map<String, byte[]> answers = new LinkedHashMap<>();
        answers.put("nothing", new byte[0]);
        answers.put("half a confirm", Arrays.copyOf(CONFIRM, CONFIRM.length / 2));
        answers.put("a web server", "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        answers.put("SSH", "SSH-2.0-OpenSSH_9.2\r\n".getBytes(US_ASCII));
        answers.put("zeros", new byte[4096]);
        answers.put("a TLS alert", new byte[] {0x15, 3, 3, 0, 2, 2, 40});
        byte[] lying = CONFIRM.clone();
        lying[3] = (byte) 0xff;
        answers.put("a length that lies", lying);
        for (Map.Entry<String, byte[]> answer : answers.entrySet()) {
            assertThat(RdpHealth.answers(port(says(answer.getValue()))))
                    .as(answer.getKey())
                    .isFalse();
        }
    }

    @Test
    void whoHangsOrTricklesIsNotWaitedFor() throws Exception {
        Behaviour silent = visitor -> over.await();
        Behaviour trickling = visitor -> {
            OutputStream out = visitor.getOutputStream();
            for (byte one : CONFIRM) {
                out.write(one);
                out.flush();
                // Well within the patience for one read, and far beyond it in all.
                if (over.await(400, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        };
        String silentPort = port(silent);
        String tricklingPort = port(trickling);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = threads.submit(() -> RdpHealth.answers(silentPort));
            Future<Boolean> second = threads.submit(() -> RdpHealth.answers(tricklingPort));
            assertThat(first.get(30, TimeUnit.SECONDS)).isFalse();
            assertThat(second.get(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void anAddressThatLeadsNowhereFails() {
        assertThat(RdpHealth.answers("no-such-host.invalid:3389")).isFalse();
        assertThat(RdpHealth.answers("[::1]:1")).isFalse();
    }
}
