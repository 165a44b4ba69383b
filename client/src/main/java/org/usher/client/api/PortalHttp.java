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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.client.trust.ServerTrust;
import org.usher.client.trust.TrustManagers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests of one portal session, as a page makes them: with its cookie and the word against forged requests. What goes wrong
 * is a {@link ClientException} in words. Not for several threads at once.
 */
final class PortalHttp implements AutoCloseable {

    private static final String SESSION = "__Host-usher";
    private static final String CSRF = "__Host-usher-csrf";
    private static final Duration CONNECTS = Duration.ofSeconds(10);
    // A launch waits for its host to acknowledge, which may start a session ahead.
    private static final Duration ANSWERS = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final String program;
    private final HttpClient http;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Optional<X509Certificate> server = Optional.empty();

    PortalHttp(URI address, ServerTrust trust, String program, Optional<String> session) {
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
    Optional<String> session() {
        return Optional.ofNullable(cookies.get(SESSION));
    }

    void forgetSession() {
        cookies.remove(SESSION);
    }

    /** The certificate that the farm's gateway showed last. */
    Optional<X509Certificate> server() {
        return server;
    }

    /** What is at this path, as it comes. */
    HttpResponse<byte[]> bytes(String path) {
        return send(request(path).GET(), BodyHandlers.ofByteArray());
    }

    JsonNode get(String path) {
        return read(path, send(request(path).GET(), BodyHandlers.ofString()));
    }

    /** A request that changes something carries the word of a cookie, which every answer to a question sets. */
    JsonNode change(String method, String path, Object body) {
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
            server = answer.sslSession().flatMap(PortalHttp::certificate);
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

    ClientException unexpected(String path, String what, Exception cause) {
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
