package org.usher.client.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.client.trust.Certificates;
import org.usher.client.trust.ServerTrust;
import org.usher.client.trust.TrustManagers;
import org.usher.wire.Octets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One user's use of the API, as a page makes it: with the portal session's cookie and the word against forged requests. Not
 * for several threads at once.
 */
public final class PortalApi implements AutoCloseable {

    private static final String SESSION = "__Host-usher";
    private static final String CSRF = "__Host-usher-csrf";
    private static final String QUEUED = "launch-queued";
    private static final Duration CONNECTS = Duration.ofSeconds(10);
    // A launch waits for its host to acknowledge, which may start a session ahead.
    private static final Duration ANSWERS = Duration.ofSeconds(90);
    private static final int MAX_ICON = 256 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final String program;
    private final HttpClient http;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Optional<X509Certificate> server = Optional.empty();

    /**
     * @param program how this program calls itself to the farm, {@code name/version}
     * @param session the word of a session that is there, if any
     */
    public PortalApi(URI address, ServerTrust trust, String program, Optional<String> session) {
        this.address = address;
        this.program = program;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTS)
                .sslContext(TrustManagers.context(trust))
                .build();
        session.ifPresent(word -> cookies.put(SESSION, word));
    }

    /** The word of the session, when somebody is signed in. */
    public Optional<String> session() {
        return Optional.ofNullable(cookies.get(SESSION));
    }

    /** The certificate that the farm's gateway showed last. */
    public Optional<X509Certificate> server() {
        return server;
    }

    public Farm farm() {
        JsonNode farm = get("api/v1/farm");
        try {
            return new Farm(
                    Certificates.ofPem(farm.path("authority").asString("")).getFirst());
        } catch (IllegalArgumentException none) {
            throw unexpected("api/v1/farm", "no authority in it", none);
        }
    }

    public Me signIn(String name, String password) {
        return me(change("POST", "api/v1/sign-in", Map.of("name", name, "password", password)));
    }

    /** Signs in with a grant that the browser brought, and the verifier of which it knows the digest. */
    public Me signInWithGrant(String grant, String verifier) {
        return me(change("POST", "api/v1/sign-in/grant", Map.of("grant", grant, "verifier", verifier)));
    }

    public void signOut() {
        change("POST", "api/v1/sign-out", Map.of());
        cookies.remove(SESSION);
    }

    public Me me() {
        return me(get("api/v1/me"));
    }

    private static Me me(JsonNode me) {
        return new Me(
                me.path("name").asString(""),
                me.path("displayName").asString(""),
                me.path("site").path("name").asString(""),
                Mode.ofWord(me.path("connection").path("mode").asString("")));
    }

    /** What the user may open. */
    public List<Resource> resources() {
        return get("api/v1/resources").valueStream().map(PortalApi::resource).toList();
    }

    private static Resource resource(JsonNode resource) {
        return new Resource(
                resource.path("id").asString(""),
                resource.path("name").asString(""),
                resource.path("kind").asString("").equals("desktop"),
                resource.path("folder").asString(""),
                Optional.ofNullable(resource.path("icon").asString(null)),
                resource.path("hostSignOn").asBoolean(false));
    }

    /** The RDP ports that this client may try to reach, as {@code host:port}. */
    public List<String> reach() {
        return get("api/v1/reach")
                .valueStream()
                .map(host -> host.path("address").asString(""))
                .filter(host -> !host.isEmpty())
                .toList();
    }

    /** What is asked for when something is opened. */
    public record Wish(
            String key,
            String resource,
            int width,
            int height,
            List<String> attached,
            Launch.Carrier carrier,
            Optional<Mode> mode) {}

    /** Opens a resource; the answer is a file for an RDP client. */
    public Launch launch(Wish wish) {
        Map<String, Object> client = new LinkedHashMap<>(
                Map.of("kind", "rdp", "carrier", wish.carrier().word()));
        wish.mode().ifPresent(mode -> client.put("mode", mode.word()));
        JsonNode launch = inTurn(() -> change(
                "POST",
                "api/v1/launches",
                Map.of(
                        "key",
                        wish.key(),
                        "resource",
                        wish.resource(),
                        "width",
                        wish.width(),
                        "height",
                        wish.height(),
                        "attached",
                        wish.attached(),
                        "client",
                        client)));
        return new Launch(
                launch.path("launch").asString(""),
                launch.path("session").asString(""),
                launch.path("outcome").asString("").equals("opened")
                        ? Optional.empty()
                        : Optional.of(file(launch.path("file"))));
    }

    /** A launch may have to wait for its turn; its place in the queue is kept by asking again at once. */
    private static JsonNode inTurn(Supplier<JsonNode> ask) {
        while (true) {
            try {
                return ask.get();
            } catch (ClientException waits) {
                if (!waits.code().equals(QUEUED)) {
                    throw waits;
                }
            }
        }
    }

    private Launch.File file(JsonNode file) {
        String mode = file.path("mode").asString("");
        try {
            return new Launch.File(
                    file.path("name").asString("session.rdp"),
                    Octets.of(Base64.getDecoder().decode(file.path("content").asString(""))),
                    Mode.ofWord(mode)
                            .orElseThrow(() -> new IllegalArgumentException("mode " + mode + " is not known here")),
                    file.path("hostSignOn").asBoolean(false),
                    Certificates.typed(file.path("hostCertificate").asString("")));
        } catch (IllegalArgumentException broken) {
            throw unexpected("api/v1/launches", String.valueOf(broken.getMessage()), broken);
        }
    }

    /** The picture at this path of the API; empty when it is none that a desk can show. */
    public Optional<Icon> icon(String path) {
        if (!path.startsWith("/api/v1/icons/")) {
            return Optional.empty();
        }
        HttpResponse<byte[]> answer = send(request(path.substring(1)).GET(), BodyHandlers.ofByteArray());
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (answer.statusCode() != 200 || answer.body().length > MAX_ICON) {
            return Optional.empty();
        }
        if (type.startsWith("image/png")) {
            return Optional.of(new Icon("png", Octets.of(answer.body())));
        }
        return type.startsWith("image/svg+xml")
                ? Optional.of(new Icon("svg", Octets.of(answer.body())))
                : Optional.empty();
    }

    private JsonNode get(String path) {
        return read(path, send(request(path).GET(), BodyHandlers.ofString()));
    }

    /** A request that changes something carries the word of a cookie, which every answer to a question sets. */
    private JsonNode change(String method, String path, Object body) {
        if (!cookies.containsKey(CSRF)) {
            send(request("api/v1/me").GET(), BodyHandlers.discarding());
        }
        HttpResponse<String> answer = attempt(method, path, body);
        if (answer.statusCode() == 403 && code(answer).equals("csrf")) {
            cookies.remove(CSRF);
            send(request("api/v1/me").GET(), BodyHandlers.discarding());
            answer = attempt(method, path, body);
        }
        return read(path, answer);
    }

    private HttpResponse<String> attempt(String method, String path, Object body) {
        BodyPublisher content = BodyPublishers.ofString(JSON.writeValueAsString(body));
        return send(
                request(path)
                        .method(method, content)
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-Token", cookies.getOrDefault(CSRF, "")),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(ANSWERS)
                .header("User-Agent", program)
                .header("Accept", "application/json, */*;q=0.5");
        if (!cookies.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            request.header("Cookie", String.join("; ", pairs));
        }
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder builder, HttpResponse.BodyHandler<T> handler) {
        try {
            HttpResponse<T> answer = http.send(builder.build(), handler);
            server = answer.sslSession().flatMap(PortalApi::certificate);
            answer.headers().allValues("Set-Cookie").forEach(this::takeCookie);
            return answer;
        } catch (SSLException untrusted) {
            throw new ClientException(
                    Reason.NOT_TRUSTED,
                    "server-not-trusted",
                    "who answers at " + address.getAuthority() + " is not the farm that was trusted there: "
                            + untrusted.getMessage()
                            + ". If its certificate was changed on purpose, ask the administrator for the new"
                            + " fingerprint and run `usher connect add` again",
                    untrusted);
        } catch (IOException unreachable) {
            throw new ClientException(
                    Reason.UNREACHABLE,
                    "server-unreachable",
                    "nobody answers at " + address.getAuthority() + " (" + words(unreachable) + ")",
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClientException(Reason.UNREACHABLE, "interrupted", "interrupted", interrupted);
        }
    }

    private static String words(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static Optional<X509Certificate> certificate(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    private void takeCookie(String header) {
        String pair = header.split(";", 2)[0];
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return;
        }
        String name = pair.substring(0, equals).strip();
        String value = pair.substring(equals + 1).strip();
        if (name.equals(SESSION) || name.equals(CSRF)) {
            if (value.isEmpty()) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
            }
        }
    }

    private JsonNode read(String path, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 == 2) {
            try {
                return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
            } catch (JacksonException notJson) {
                throw unexpected(path, "the answer is not JSON", notJson);
            }
        }
        JsonNode problem = problem(answer);
        String code = code(answer);
        String detail = problem.path("detail").asString("");
        throw switch (answer.statusCode()) {
            case 401 -> {
                cookies.remove(SESSION);
                yield new ClientException(Reason.SIGN_IN, code, detail.isEmpty() ? "nobody is signed in" : detail);
            }
            case 429 -> new ClientException(Reason.SIGN_IN, code, detail);
            case 502, 503, 504 -> unavailable(code, detail);
            default ->
                new ClientException(
                        Reason.REFUSED,
                        code,
                        detail.isEmpty() ? path + " was answered with " + answer.statusCode() : detail);
        };
    }

    // A broker that is away is not the same as a launch for which there is no host.
    private ClientException unavailable(String code, String detail) {
        return code.isEmpty() || code.equals("broker-unavailable")
                ? new ClientException(
                        Reason.UNREACHABLE,
                        "broker-unavailable",
                        "the farm at " + address.getAuthority()
                                + " is not reachable at the moment: try again in a while")
                : new ClientException(Reason.REFUSED, code, detail);
    }

    private static String code(HttpResponse<String> answer) {
        return problem(answer).path("code").asString("");
    }

    private static JsonNode problem(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException notAProblem) {
            return JSON.nullNode();
        }
    }

    private ClientException unexpected(String path, String what, Exception cause) {
        return new ClientException(
                Reason.REFUSED,
                "answer-unexpected",
                address.resolve(path) + ": " + what + " (expected: an Usher farm of this version or newer)",
                cause);
    }

    @Override
    public void close() {
        http.close();
    }
}
