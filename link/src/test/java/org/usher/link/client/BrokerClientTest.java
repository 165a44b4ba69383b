package org.usher.link.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.usher.link.host.Orders;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTls;
import org.usher.link.testing.SmallAuthority;
import org.usher.wire.component.ComponentRole;

class BrokerClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Nothing() {}

    private final SmallAuthority farm = new SmallAuthority();
    private final ComponentIdentity host = farm.component(ComponentRole.HOST);
    private final List<BrokerDouble> brokers = new ArrayList<>();

    /** A broker that gives the same answer to everything. */
    private static final class BrokerDouble {

        private final HttpsServer server;
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile int status;
        private volatile String body;

        BrokerDouble(ComponentIdentity identity, int status, String body) throws IOException {
            this.status = status;
            this.body = body;
            this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SSLContext tls = FarmTls.mutual(identity, peer -> peer.role() == ComponentRole.HOST);
            server.setHttpsConfigurator(new HttpsConfigurator(tls) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters strict = getSSLContext().getDefaultSSLParameters();
                    strict.setNeedClientAuth(true);
                    parameters.setSSLParameters(strict);
                }
            });
            server.createContext("/", exchange -> {
                heard.add(exchange.getRequestURI().getPath() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] answer = this.body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(this.status, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }

        String address() {
            return "127.0.0.1:" + server.getAddress().getPort();
        }
    }

    private BrokerDouble broker(ComponentIdentity identity, int status, String body) throws IOException {
        BrokerDouble broker = new BrokerDouble(identity, status, body);
        brokers.add(broker);
        return broker;
    }

    private BrokerDouble broker(int status, String body) throws IOException {
        return broker(farm.component(ComponentRole.BROKER), status, body);
    }

    @AfterEach
    void stop() {
        brokers.forEach(broker -> broker.server.stop(0));
    }

    private BrokerClient client(String... addresses) {
        return BrokerClient.of(List.of(addresses), host);
    }

    private static Orders ask(BrokerClient client) throws Exception {
        return client.post("/link/v1/host/orders", new Nothing(), Orders.class, PATIENCE);
    }

    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void anAnswerIsReadAsWhatItIs() throws Exception {
        BrokerDouble broker = broker(200, "{\"orders\":[]}");
        try (BrokerClient client = client(broker.address())) {
            assertThat(ask(client)).isEqualTo(new Orders(List.of()));
        }
        assertThat(broker.heard).containsExactly("/link/v1/host/orders {}");
    }

    @Test
    void anAnswerWithoutABodyIsGoodWhereNoneIsExpected() throws Exception {
        BrokerDouble broker = broker(204, "");
        try (BrokerClient client = client(broker.address())) {
            client.post("/link/v1/host/news", new Nothing(), Void.class, PATIENCE);
        }
        assertThat(broker.heard).hasSize(1);
    }

    @Test
    void whereOneBrokerIsAwayTheNextIsAsked() throws Exception {
        BrokerDouble broker = broker(200, "{\"orders\":[]}");
        try (BrokerClient client = client(nobody(), broker.address())) {
            assertThat(ask(client).orders()).isEmpty();
        }
    }

    @Test
    void theOneThatAnsweredIsAskedFirstTheNextTime() throws Exception {
        BrokerDouble failing = broker(503, "");
        BrokerDouble good = broker(200, "{\"orders\":[]}");
        try (BrokerClient client = client(failing.address(), good.address())) {
            ask(client);
            ask(client);
        }
        assertThat(failing.heard).hasSize(1);
        assertThat(good.heard).hasSize(2);
    }

    @Test
    void aRefusalIsBelievedAndNoOtherIsAsked() throws Exception {
        BrokerDouble refusing = broker(403, "{\"code\":\"host-required\"}");
        BrokerDouble other = broker(200, "{\"orders\":[]}");
        try (BrokerClient client = client(refusing.address(), other.address())) {
            LinkException refusal = catchThrowableOfType(LinkException.class, () -> ask(client));
            assertThat(refusal).hasMessageContaining("host-required").hasMessageContaining(refusing.address());
            assertThat(refusal.refused()).isTrue();
        }
        assertThat(other.heard).isEmpty();
    }

    @Test
    void nonsenseIsNoAnswerAndTheNextIsAsked() throws Exception {
        for (String nonsense : List.of("<html>", "null", "[]", "{\"orders\":null}", "")) {
            BrokerDouble other = broker(200, nonsense);
            BrokerDouble good = broker(200, "{\"orders\":[]}");
            try (BrokerClient client = client(other.address(), good.address())) {
                assertThat(ask(client).orders()).as(nonsense).isEmpty();
            }
            assertThat(other.heard).hasSize(1);
        }
    }

    @Test
    void whenNobodyAnswersWellItIsToldWhatEachSaid() throws Exception {
        String away = nobody();
        BrokerDouble failing = broker(500, "");
        BrokerDouble babbling = broker(200, "<html>");
        try (BrokerClient client = client(away, failing.address(), babbling.address())) {
            LinkException silence = catchThrowableOfType(LinkException.class, () -> ask(client));
            assertThat(silence)
                    .hasMessageContaining(away)
                    .hasMessageContaining(failing.address() + " answered 500")
                    .hasMessageContaining(babbling.address() + " answered nonsense");
            assertThat(silence.refused()).isFalse();
        }
    }

    @Test
    void whoIsNoBrokerOfTheFarmIsNotTalkedTo() throws Exception {
        BrokerDouble gateway = broker(farm.component(ComponentRole.GATEWAY), 200, "{\"orders\":[]}");
        BrokerDouble foreign = broker(new SmallAuthority().component(ComponentRole.BROKER), 200, "{\"orders\":[]}");
        try (BrokerClient client = client(gateway.address(), foreign.address())) {
            assertThatThrownBy(() -> ask(client)).isInstanceOf(LinkException.class);
        }
        assertThat(gateway.heard).isEmpty();
        assertThat(foreign.heard).isEmpty();
    }

    @Test
    void withoutABrokerThereIsNoClient() {
        assertThatThrownBy(this::client)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one address");
    }
}
