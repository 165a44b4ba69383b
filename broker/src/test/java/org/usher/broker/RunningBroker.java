package org.usher.broker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.usher.link.Json;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.Joining;
import org.usher.link.client.LinkException;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTls;
import org.usher.link.join.JoinToken;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.ticket.ClientBinding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real broker on a real private database, and callers with real certificates. */
final class RunningBroker implements AutoCloseable {

    static final String ADMINISTRATOR = "admin";

    /** Under which name its browsers reach the gateway. */
    static final String PUBLIC_ADDRESS = "gateway.example:8443";

    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final int port;
    private final Broker broker;
    private final AtomicInteger addresses = new AtomicInteger();
    private @Nullable HttpClient gateway;
    private @Nullable Browser administrator;

    private RunningBroker(Path directory, int port, Broker broker) {
        this.directory = directory;
        this.port = port;
        this.broker = broker;
    }

    static RunningBroker start(Path directory) throws Exception {
        return start(directory, freePort());
    }

    static RunningBroker start(Path directory, int port) throws Exception {
        // JUnit's directories are the owner's alone; the database runs as another user.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Broker broker = Broker.start(new BrokerSettings(
                directory.resolve("b"),
                "127.0.0.1",
                port,
                List.of("127.0.0.1"),
                Optional.empty(),
                "Test site",
                ADMINISTRATOR));
        return new RunningBroker(directory, port, broker);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    String firstPassword() {
        return broker.firstPassword().orElseThrow();
    }

    Path directory() {
        return directory;
    }

    Broker broker() {
        return broker;
    }

    JoinToken hostToken() throws Exception {
        return token("host");
    }

    JoinToken token(String role) throws Exception {
        JsonNode token =
                administrator().json(administrator().post("/api/v1/admin/join-tokens", Map.of("role", role)), 200);
        return JoinToken.ofText(token.path("token").asString());
    }

    /** The administrator's browser, signed in once. */
    Browser administrator() throws Exception {
        if (administrator == null) {
            administrator = browser().signIn(ADMINISTRATOR, firstPassword());
        }
        return administrator;
    }

    /** The answer's JSON, whatever its status. */
    JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** Joins as a component of the token's role. */
    ComponentIdentity join(JoinToken token, ComponentRole role, String name)
            throws LinkException, IOException, InterruptedException {
        return Joining.join(
                token, role, name, List.of("127.0.0.1"), "test", directory.resolve("component-" + name), Instant.now());
    }

    /** A browser behind a gateway. */
    Browser browser() throws Exception {
        // Each from an address of its own: the limit for one address is tested by itself.
        int number = addresses.incrementAndGet();
        return browserAt("198.18." + number / 250 + "." + (number % 250 + 1));
    }

    Browser browserAt(String address) throws Exception {
        if (gateway == null) {
            Optional<ComponentIdentity> joined = ComponentIdentity.load(directory.resolve("component-gateway"));
            // One for all browsers, as a gateway has it: a handshake for each would be most of a test's time.
            gateway = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(FarmTls.mutual(
                            joined.isPresent() ? joined.get() : joinAsGateway(),
                            peer -> peer.role() == ComponentRole.BROKER))
                    .build();
        }
        return new Browser(gateway, address);
    }

    /** The link of the gateway behind which the browsers are. */
    BrokerClient gatewayLink() throws Exception {
        browserAt("127.0.0.1");
        ComponentIdentity identity =
                ComponentIdentity.load(directory.resolve("component-gateway")).orElseThrow();
        return BrokerClient.of(List.of("127.0.0.1:" + port), identity);
    }

    private ComponentIdentity joinAsGateway() throws Exception {
        String token = Files.readString(directory.resolve("b/gateway.token"));
        return join(JoinToken.ofText(token), ComponentRole.GATEWAY, "gateway");
    }

    /** What a browser would do: it keeps cookies and sends the word against forgery. */
    final class Browser {

        private final HttpClient http;
        private final Map<String, String> cookies = new ConcurrentHashMap<>();

        private final String address;

        private Browser(HttpClient http, String address) {
            this.http = http;
            this.address = address;
        }

        HttpResponse<String> get(String path) throws Exception {
            return send(request(path).GET());
        }

        HttpResponse<String> post(String path, Object body) throws Exception {
            return send(request(path).POST(HttpRequest.BodyPublishers.ofString(Json.write(body))));
        }

        HttpResponse<String> patch(String path, Object body) throws Exception {
            return send(request(path).method("PATCH", HttpRequest.BodyPublishers.ofString(Json.write(body))));
        }

        HttpResponse<String> put(String path, Object body) throws Exception {
            return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(Json.write(body))));
        }

        HttpResponse<String> delete(String path) throws Exception {
            return send(request(path).DELETE());
        }

        HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .header("X-Forwarded-For", address)
                    .header("X-Forwarded-Host", PUBLIC_ADDRESS);
            if (!cookies.isEmpty()) {
                StringBuilder line = new StringBuilder();
                cookies.forEach((name, value) -> line.append(line.isEmpty() ? "" : "; ")
                        .append(name)
                        .append('=')
                        .append(value));
                request.header("Cookie", line.toString());
            }
            String csrf = cookies.get("__Host-usher-csrf");
            if (csrf != null) {
                request.header("X-CSRF-Token", csrf);
            }
            return request;
        }

        HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            ApiContract.check(response);
            response.headers().allValues("set-cookie").forEach(this::keep);
            return response;
        }

        private void keep(String setCookie) {
            String pair = setCookie.split(";", 2)[0];
            int equals = pair.indexOf('=');
            if (pair.length() == equals + 1) {
                cookies.remove(pair.substring(0, equals));
            } else {
                cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }

        Events events(String path) throws Exception {
            return new Events(http.send(
                            request(path).timeout(Duration.ofMinutes(5)).GET().build(),
                            HttpResponse.BodyHandlers.ofInputStream())
                    .body());
        }

        /** The answer's JSON; fails when the status is another. */
        JsonNode json(HttpResponse<String> response, int status) {
            if (response.statusCode() != status) {
                throw new AssertionError(
                        "status " + response.statusCode() + " (expected: " + status + "): " + response.body());
            }
            return JSON.readTree(response.body().isEmpty() ? "null" : response.body());
        }

        /** The portal session's word. */
        String cookie() {
            return Objects.requireNonNull(cookies.get(ClientBinding.COOKIE), "not signed in");
        }

        /** Comes by, so that it has the word against forgery. */
        Browser signInPage() throws Exception {
            get("/api/v1/me");
            return this;
        }

        Browser signIn(String name, String password) throws Exception {
            get("/api/v1/me");
            HttpResponse<String> response = post("/api/v1/sign-in", Map.of("name", name, "password", password));
            if (response.statusCode() != 200) {
                throw new IllegalStateException("sign-in: " + response.statusCode() + " " + response.body());
            }
            return this;
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
