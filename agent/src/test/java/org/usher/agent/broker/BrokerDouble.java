package org.usher.agent.broker;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.usher.link.Json;
import org.usher.link.client.BrokerClient;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTls;
import org.usher.relay.testing.Pipe;
import org.usher.relay.testing.TestAuthority;
import org.usher.relay.tls.TlsCredentials;
import org.usher.wire.component.ComponentName;
import org.usher.wire.component.ComponentRole;

/** A broker on the link: what it hears waits for the test, and it answers each path as the test has said. */
final class BrokerDouble implements AutoCloseable {

    private final TestAuthority authority = TestAuthority.create();
    private final UUID site = UUID.randomUUID();
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, BlockingQueue<String>> heard = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<Answer>> answers = new ConcurrentHashMap<>();

    private record Answer(int status, String body) {}

    BrokerDouble() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext tls = FarmTls.mutual(identity(ComponentRole.BROKER), peer -> peer.role() == ComponentRole.HOST);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters strict = getSSLContext().getDefaultSSLParameters();
                strict.setNeedClientAuth(true);
                parameters.setSSLParameters(strict);
            }
        });
        server.setExecutor(threads);
        server.createContext("/link/v1/host/", exchange -> {
            String path = exchange.getRequestURI().getPath().substring("/link/v1/host/".length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            queue(heard, path).add(body);
            try {
                // As a broker with nothing to say does, this one keeps its caller waiting.
                Answer answer = queue(answers, path).take();
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    private static <T> BlockingQueue<T> queue(Map<String, BlockingQueue<T>> queues, String path) {
        return queues.computeIfAbsent(path, any -> new LinkedBlockingQueue<>());
    }

    private ComponentIdentity identity(ComponentRole role) {
        TlsCredentials credentials = authority.component(new ComponentName(site, role, UUID.randomUUID()), "127.0.0.1");
        return new ComponentIdentity(credentials.key(), credentials.chain().getFirst(), authority.certificate());
    }

    /** A host's client to this broker. */
    BrokerClient client() {
        return BrokerClient.of(List.of("127.0.0.1:" + server.getAddress().getPort()), identity(ComponentRole.HOST));
    }

    UUID site() {
        return site;
    }

    /** The next call of this path is answered so. */
    void answer(String path, Object body) {
        queue(answers, path).add(new Answer(200, Json.write(body)));
    }

    void answer(String path, int status, String body) {
        queue(answers, path).add(new Answer(status, body));
    }

    /** The next body that this path was called with. */
    <T> T heard(String path, Class<T> type) throws InterruptedException {
        String body = queue(heard, path).poll(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (body == null) {
            throw new AssertionError("nobody called " + path);
        }
        return Json.read(body, type);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
