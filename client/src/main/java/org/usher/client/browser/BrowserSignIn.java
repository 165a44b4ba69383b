package org.usher.client.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.wire.Octets;

/**
 * Waits on a port of this desk, which nobody else reaches, for the browser to come back from the portal with a grant. A grant
 * alone is worth nothing: it signs in with the verifier, which never leaves this process until then.
 */
public final class BrowserSignIn implements AutoCloseable {

    private static final int RANDOM_BYTES = 32;
    private static final String DONE = """
            <!doctype html><meta charset="utf-8"><title>Usher</title>
            <p style="font-family: sans-serif">You are signed in. You can close this page.</p>
            """;
    private static final String NOT_OURS = """
            <!doctype html><meta charset="utf-8"><title>Usher</title>
            <p style="font-family: sans-serif">This is not the answer that was waited for. Please start again.</p>
            """;

    private final String verifier;
    private final String state;
    private final HttpServer server;
    private final CompletableFuture<String> grant = new CompletableFuture<>();

    private BrowserSignIn(HttpServer server, String verifier, String state) {
        this.server = server;
        this.verifier = verifier;
        this.state = state;
    }

    /** Begins to wait. {@code random} gives as many random bytes as it is asked for. */
    public static BrowserSignIn begin(IntFunction<byte[]> random) {
        try {
            BrowserSignIn begun = new BrowserSignIn(
                    HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0),
                    Octets.of(random.apply(RANDOM_BYTES)).text(),
                    Octets.of(random.apply(RANDOM_BYTES)).text());
            begun.server.createContext("/", begun::answer);
            begun.server.start();
            return begun;
        } catch (IOException noPort) {
            throw new ClientException(
                    Reason.DESK, "no-port", "no port of this machine is to be had: " + noPort.getMessage(), noPort);
        }
    }

    /** What the grant is to be shown with. */
    public String verifier() {
        return verifier;
    }

    /** The portal's page that asks whether this desk may sign in. */
    public URI page(URI portal, String device) {
        return portal.resolve("connect-client?port=" + server.getAddress().getPort()
                + "&challenge=" + Octets.digestOf(verifier).text()
                + "&state=" + state
                + "&name=" + URLEncoder.encode(device, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /** The grant that the browser brings. */
    public String await(Duration patience) {
        try {
            return grant.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new ClientException(
                    Reason.SIGN_IN,
                    "browser-late",
                    "the browser did not come back within " + patience.toMinutes() + " minutes",
                    late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClientException(Reason.SIGN_IN, "interrupted", "interrupted", interrupted);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        Optional<String> brought = parameter(query, "grant");
        boolean ours = exchange.getRequestURI().getPath().equals("/")
                && exchange.getRequestMethod().equals("GET")
                && parameter(query, "state").filter(this::isState).isPresent();
        boolean taken = ours && brought.filter(text -> !text.isEmpty()).isPresent();
        byte[] page = (taken ? DONE : NOT_OURS).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        exchange.sendResponseHeaders(taken ? 200 : 400, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
        if (taken) {
            grant.complete(brought.orElseThrow());
        }
    }

    private boolean isState(String text) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> parameter(String query, String name) {
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> decoded(pair.substring(name.length() + 1)))
                        .findFirst();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
