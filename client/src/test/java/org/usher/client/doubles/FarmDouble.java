package org.usher.client.doubles;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.usher.client.trust.Certificates;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdpfile.RdpFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway with a broker behind it: the API as far as a client program uses it. Its settings are its public fields. */
public final class FarmDouble implements AutoCloseable {

    public static final String USER = "alice";
    public static final String PASSWORD = "correct horse";

    private static final JsonMapper JSON = new JsonMapper();

    private final Papers papers;
    private final HttpsServer server;
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final Map<String, String> grants = new ConcurrentHashMap<>();
    private volatile String csrf = "word-1";

    /** What it was asked to launch, in order. */
    public final List<JsonNode> launches = new CopyOnWriteArrayList<>();

    /** What it offers: id, name, folder. */
    public volatile List<List<String>> resources = List.of(
            List.of("r-1", "Terminal", "Tools"),
            List.of("r-2", "Calculator", ""),
            List.of("r-3", "Text Editor", "Office"));

    /** What it says of each of them beside that. */
    public volatile Map<String, Object> more = Map.of();

    /** Where it says that hosts are. */
    public volatile List<String> reach = List.of();

    /** Where the host is to which a direct launch goes. */
    public volatile String host = "127.0.0.1:1";

    /** What users get who wish for nothing. */
    public volatile String mode = "gateway-ssl";

    /** Modes that it refuses. */
    public volatile List<String> refused = List.of();

    /** What becomes of a file between signature and answer. */
    public volatile Function<byte[], byte[]> inTransit = bytes -> bytes;

    /** Whether a resource opens in a session that the client has. */
    public volatile boolean opens;

    /** How many sessions were ended on purpose. */
    public final AtomicInteger signOuts = new AtomicInteger();

    private FarmDouble(Papers papers, Papers.Identity identity) throws IOException {
        this.papers = papers;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        server.createContext("/", this::answer);
        server.start();
    }

    /** One whose gateway has a certificate of the farm's CA. */
    public static FarmDouble start(Papers papers) throws IOException {
        return new FarmDouble(papers, papers.component(ComponentRole.GATEWAY, "localhost"));
    }

    /** One with this certificate for its gateway. */
    public static FarmDouble start(Papers papers, Papers.Identity gateway) throws IOException {
        return new FarmDouble(papers, gateway);
    }

    public URI address() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    }

    /** Ends all sessions, as an administrator can. */
    public void endSessions() {
        sessions.clear();
    }

    /** Changes the word against forged requests. */
    public void changeWord() {
        csrf = "word-" + UUID.randomUUID();
    }

    /** What the portal's page does when its user says yes: the address to which it sends the browser. */
    public URI consent(URI page) {
        Map<String, String> asked = new LinkedHashMap<>();
        for (String pair : page.getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            asked.put(parts[0], parts[1]);
        }
        String grant = UUID.randomUUID().toString();
        grants.put(grant, asked.get("challenge"));
        return URI.create(
                "http://127.0.0.1:" + asked.get("port") + "/?grant=" + grant + "&state=" + asked.get("state"));
    }

    private record Answer(int status, Object body) {

        static Answer problem(int status, String code, String detail) {
            return new Answer(status, Map.of("status", status, "code", code, "detail", detail));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String cookies = String.join("; ", exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
        if (!cookies.contains("__Host-usher-csrf=" + csrf)) {
            exchange.getResponseHeaders().add("Set-Cookie", "__Host-usher-csrf=" + csrf + "; Secure; Path=/");
        }
        Answer answer = answer(exchange, cookies);
        byte[] body = answer.body() instanceof byte[] bytes
                ? bytes
                : JSON.writeValueAsString(answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", answer.body() instanceof byte[] ? "image/png" : "application/json");
        exchange.sendResponseHeaders(answer.status(), answer.status() == 204 ? -1 : body.length);
        if (answer.status() != 204) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, String cookies) throws IOException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        JsonNode body = exchange.getRequestMethod().equals("POST")
                ? JSON.readTree(exchange.getRequestBody().readAllBytes())
                : JSON.nullNode();
        if (exchange.getRequestMethod().equals("POST")
                && !csrf.equals(exchange.getRequestHeaders().getFirst("X-CSRF-Token"))) {
            return Answer.problem(403, "csrf", "The word is another.");
        }
        Optional<String> session = sessions.keySet().stream()
                .filter(word -> cookies.contains("__Host-usher=" + word))
                .findFirst();
        return switch (call) {
            case "GET /api/v1/farm" ->
                new Answer(
                        200,
                        Map.of(
                                "publicAddress",
                                address().getAuthority(),
                                "authority",
                                Certificates.pem(papers.authority())));
            case "POST /api/v1/sign-in" ->
                body.path("name").asString("").equals(USER)
                                && body.path("password").asString("").equals(PASSWORD)
                        ? welcome(exchange)
                        : Answer.problem(401, "sign-in-failed", "The name or the password is wrong.");
            case "POST /api/v1/sign-in/grant" -> {
                String challenge = grants.remove(body.path("grant").asString(""));
                yield Octets.digestOf(body.path("verifier").asString("")).text().equals(challenge)
                        ? welcome(exchange)
                        : Answer.problem(401, "sign-in-failed", "The grant is not good.");
            }
            default ->
                session.isEmpty()
                        ? Answer.problem(401, "sign-in-required", "Please sign in.")
                        : signedIn(call, body, session.get());
        };
    }

    private Answer welcome(HttpExchange exchange) {
        String word = UUID.randomUUID().toString();
        sessions.put(word, USER);
        exchange.getResponseHeaders()
                .add("Set-Cookie", "__Host-usher=" + word + "; Secure; HttpOnly; SameSite=Strict; Path=/");
        return new Answer(200, me());
    }

    private Map<String, Object> me() {
        return Map.of(
                "name",
                USER,
                "displayName",
                "Alice A.",
                "site",
                Map.of("name", "Paper farm"),
                "connection",
                Map.of("mode", mode, "mayChoose", true, "modes", List.of(mode)));
    }

    private Answer signedIn(String call, JsonNode body, String session) {
        return switch (call) {
            case "GET /api/v1/me" -> new Answer(200, me());
            case "GET /api/v1/resources" -> new Answer(200, list());
            case "GET /api/v1/reach" ->
                new Answer(
                        200,
                        reach.stream()
                                .map(address -> Map.of("host", "host", "address", address))
                                .toList());
            case "POST /api/v1/launches" -> launch(body);
            case "POST /api/v1/sign-out" -> {
                sessions.remove(session);
                signOuts.incrementAndGet();
                yield new Answer(204, "");
            }
            case "GET /api/v1/icons/one" -> new Answer(200, new byte[] {(byte) 0x89, 'P', 'N', 'G'});
            default -> Answer.problem(404, "not-found", call);
        };
    }

    private List<Map<String, Object>> list() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (List<String> resource : resources) {
            Map<String, Object> one = new LinkedHashMap<>(Map.of(
                    "id",
                    resource.get(0),
                    "name",
                    resource.get(1),
                    "kind",
                    "application",
                    "folder",
                    resource.get(2),
                    "icon",
                    "/api/v1/icons/one",
                    "hostSignOn",
                    false));
            one.putAll(more);
            list.add(one);
        }
        return list;
    }

    private Answer launch(JsonNode body) {
        launches.add(body);
        String asked = body.path("client").path("mode").asString(mode);
        if (refused.contains(asked)) {
            return Answer.problem(409, "mode-not-allowed", "The way " + asked + " is not allowed.");
        }
        if (opens) {
            return new Answer(201, Map.of("launch", "l-1", "session", "s-1", "outcome", "opened"));
        }
        boolean direct = asked.startsWith("direct");
        boolean token = body.path("client").path("carrier").asString("").equals("routing-token");
        RdpFile file = papers.sign(RdpFiles.file(
                host,
                direct ? Optional.empty() : Optional.of(address().getAuthority()),
                token ? "loadbalanceinfo" : "password"));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", "Terminal.rdp");
        content.put("content", Base64.getEncoder().encodeToString(inTransit.apply(file.encode())));
        content.put("mode", asked);
        content.put("expiresSeconds", 600);
        content.put("hostSignOn", false);
        return new Answer(
                201, Map.of("launch", "l-" + launches.size(), "session", "s-1", "outcome", "file", "file", content));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
