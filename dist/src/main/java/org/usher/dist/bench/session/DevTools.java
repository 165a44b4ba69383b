package org.usher.dist.bench.session;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.usher.dist.bench.Workshop;
import org.usher.dist.program.UserError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tab of a Chromium without a window, led over the DevTools protocol. */
final class DevTools {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long ANSWER_SECONDS = 90;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI closing;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    private DevTools(URI page, URI closing) {
        this.closing = closing;
        this.socket = http.newWebSocketBuilder().buildAsync(page, new Answers()).join();
    }

    /** Starts a Chromium with a profile of its own. */
    static Browser start(Workshop workshop, int width, int height) throws IOException, InterruptedException {
        Path profile = workshop.directory().resolve("chromium");
        Process chromium = workshop.start(
                "chromium",
                List.of(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--ignore-certificate-errors",
                        "--window-size=" + width + "," + height,
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank"),
                Map.of());
        Path portFile = profile.resolve("DevToolsActivePort");
        workshop.await("Chromium", "chromium", PATIENCE, () -> chromium.isAlive() && isWritten(portFile));
        return new Browser(
                URI.create("http://127.0.0.1:" + Files.readAllLines(portFile).getFirst() + "/json/"));
    }

    /** The browser, in which tabs can be opened. */
    record Browser(URI control) {

        DevTools openTab() throws InterruptedException {
            JsonNode tab = JSON.readTree(ask("PUT", control.resolve("new?about:blank")));
            return new DevTools(
                    URI.create(tab.path("webSocketDebuggerUrl").asString()),
                    control.resolve("close/" + tab.path("id").asString()));
        }
    }

    private static String ask(String method, URI what) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(what)
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failed) {
            throw new UserError("Chromium does not answer: " + failed, failed);
        }
    }

    private static boolean isWritten(Path file) {
        try {
            return Files.exists(file) && Files.readAllLines(file).size() >= 2;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Carries out a command and waits for its answer. */
    JsonNode call(String method, Map<String, Object> parameters) throws InterruptedException {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        String text = JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters));
        synchronized (socket) {
            socket.sendText(text, true).join();
        }
        try {
            JsonNode said = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (said.has("error")) {
                throw new UserError("Chromium: " + method + ": " + said.path("error"));
            }
            return said.path("result");
        } catch (ExecutionException | TimeoutException failed) {
            throw new UserError("Chromium does not answer " + method, failed);
        }
    }

    /** Runs a script in the page, waits for its promise if it is one, and returns its value. */
    JsonNode run(String script) throws InterruptedException {
        JsonNode result = call(
                "Runtime.evaluate",
                Map.of("expression", script, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new UserError("the page: "
                    + result.path("exceptionDetails")
                            .path("exception")
                            .path("description")
                            .asString(result.path("exceptionDetails").toString()));
        }
        return result.path("result").path("value");
    }

    /** Closes the tab. */
    void closeTab() throws InterruptedException {
        ask("GET", closing);
        socket.abort();
        http.shutdownNow();
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> answer =
                        waiting.remove(message.path("id").asInt(0));
                if (answer != null) {
                    answer.complete(message);
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable cause) {
            waiting.values().forEach(answer -> answer.completeExceptionally(cause));
        }
    }
}
