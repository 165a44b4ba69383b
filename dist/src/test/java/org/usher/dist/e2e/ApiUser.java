package org.usher.dist.e2e;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.usher.link.identity.FarmTls;
import org.usher.link.identity.FarmTrust;
import org.usher.link.identity.Pem;
import org.usher.wire.component.ComponentRole;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user without a browser: calls the API as a page does. */
final class ApiUser {

    private static final JsonMapper JSON = new JsonMapper();

    private final TestFarm farm;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http;

    private ApiUser(TestFarm farm) throws Exception {
        this.farm = farm;
        Path authority = farm.authority();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .sslContext(FarmTls.anonymous(new FarmTrust(
                        Pem.certificates(Files.readString(authority)).getFirst(),
                        peer -> peer.role() == ComponentRole.GATEWAY)))
                .build();
    }

    static ApiUser signIn(TestFarm farm, String name) throws Exception {
        ApiUser user = new ApiUser(farm);
        JsonNode answer = user.signIn(name);
        if (answer.has("code")) {
            throw new AssertionError(answer.toString());
        }
        return user;
    }

    /** The broker's answer to the right password. */
    static JsonNode tryToSignIn(TestFarm farm, String name) throws Exception {
        return new ApiUser(farm).signIn(name);
    }

    /** The broker's answer to a client program that brings a grant. */
    static JsonNode tryGrant(TestFarm farm, String grant, String verifier) throws Exception {
        ApiUser program = new ApiUser(farm);
        program.send("GET", "api/v1/me", null);
        return program.send("POST", "api/v1/sign-in/grant", Map.of("grant", grant, "verifier", verifier));
    }

    private JsonNode signIn(String name) throws Exception {
        send("GET", "api/v1/me", null);
        return send("POST", "api/v1/sign-in", Map.of("name", name, "password", TestFarm.PASSWORD));
    }

    JsonNode launch(String resource) throws Exception {
        JsonNode list = send("GET", "api/v1/resources", null);
        String id = list.valueStream()
                .filter(one -> one.path("name").asString().equals(resource))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        return launch(Map.of("resource", id));
    }

    JsonNode launch(Map<String, Object> what) throws Exception {
        Map<String, Object> click = new HashMap<>(what);
        click.put("key", UUID.randomUUID().toString());
        click.put("width", 1000);
        click.put("height", 700);
        return send("POST", "api/v1/launches", click);
    }

    /** The answer's body, whatever the status; a problem has a code in it. */
    JsonNode send(String method, String path, @org.jspecify.annotations.Nullable Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(farm.address() + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("__Host-usher-csrf"))
                .findFirst()
                .ifPresent(cookie -> request.header("X-CSRF-Token", cookie.getValue()));
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }
}
