package org.usher.link.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.usher.link.Json;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTls;
import org.usher.wire.component.ComponentRole;

/**
 * Calls brokers: the one that answered last, and when it does not, the next one in the list. Blocks; safe for several
 * threads.
 */
public final class BrokerClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final List<String> brokers;
    private final HttpClient http;
    private final AtomicInteger present = new AtomicInteger();

    /**
     * @param brokers addresses as host and port, at least one
     */
    public BrokerClient(List<String> brokers, SSLContext tls) {
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException("brokers: none (expected: at least one address)");
        }
        this.brokers = List.copyOf(brokers);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .sslContext(tls)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** A client that proves itself with {@code self} and talks to the farm's brokers only. */
    public static BrokerClient of(List<String> brokers, ComponentIdentity self) {
        return new BrokerClient(
                brokers,
                FarmTls.mutual(
                        self,
                        peer -> peer.role() == ComponentRole.BROKER
                                && peer.site().equals(self.name().site())));
    }

    /**
     * Sends {@code body} as JSON, and reads the answer as {@code type}.
     *
     * @param path the path, beginning with a slash
     * @param timeout how long one broker may take
     * @throws LinkException when no broker gave a good answer; one that refuses is believed, and no other is asked
     */
    public <T> T post(String path, Object body, Class<T> type, Duration timeout)
            throws LinkException, InterruptedException {
        StringBuilder said = new StringBuilder();
        @Nullable IOException last = null;
        int first = present.get();
        for (int i = 0; i < brokers.size(); i++) {
            int index = (first + i) % brokers.size();
            String broker = brokers.get(index);
            try {
                HttpResponse<String> response = http.send(
                        HttpRequest.newBuilder(URI.create("https://" + broker + path))
                                .timeout(timeout)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                int status = response.statusCode();
                if (status / 100 == 2) {
                    present.set(index);
                    return Json.read(status == 204 ? "{}" : response.body(), type);
                }
                if (status / 100 == 4) {
                    throw LinkException.refusal(
                            broker + " refused " + path + ": " + status + " " + response.body(),
                            status,
                            response.body());
                }
                said.append(broker).append(" answered ").append(status).append("; ");
            } catch (IllegalArgumentException nonsense) {
                // Something else answers there, or a broker of another age: no reason to lose the others.
                said.append(broker)
                        .append(" answered nonsense: ")
                        .append(nonsense.getMessage())
                        .append("; ");
            } catch (IOException unreachable) {
                last = unreachable;
                said.append(broker).append(": ").append(message(unreachable)).append("; ");
            }
        }
        throw LinkException.unreachable("no broker answered " + path + ": " + said, last);
    }

    private static String message(IOException unreachable) {
        String message = unreachable.getMessage();
        return message == null ? unreachable.getClass().getSimpleName() : message;
    }

    /** Ends the client; calls under way are given up. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
