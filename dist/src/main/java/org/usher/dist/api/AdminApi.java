package org.usher.dist.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.usher.dist.command.UserError;
import org.usher.link.identity.FarmTls;
import org.usher.link.identity.FarmTrust;
import org.usher.link.identity.Pem;
import org.usher.wire.component.ComponentRole;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Acts as an administrator with the local token, through a gateway. */
public final class AdminApi {

    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final String token;
    private final HttpClient http;

    private AdminApi(URI address, String token, X509Certificate authority) {
        this.address = address;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(FarmTls.anonymous(new FarmTrust(authority, peer -> peer.role() == ComponentRole.GATEWAY)))
                .build();
    }

    /**
     * The API of the server with this state directory.
     *
     * @param address where its gateway is, as {@code https://host:port}
     */
    public static AdminApi of(Path state, URI address) {
        Path token = state.resolve("admin.token");
        try {
            return new AdminApi(
                    address,
                    Files.readString(token).strip(),
                    Pem.certificates(Files.readString(state.resolve("broker/authority.pem")))
                            .getFirst());
        } catch (IOException unreadable) {
            throw new UserError(
                    "the administrator's token " + token
                            + " cannot be read (expected: to be run on the server, as the user that runs it; --state names its directory)",
                    unreadable);
        }
    }

    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    public JsonNode post(String path, Object body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public JsonNode put(String path, Object body) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public JsonNode patch(String path, Object body) {
        return send(request(path).method("PATCH", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public JsonNode delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new UserError(request.method() + " " + request.uri().getPath() + ": " + response.statusCode()
                        + " " + body.path("detail").asString(response.body()));
            }
            return body;
        } catch (IOException unreachable) {
            throw new UserError(
                    "nobody answers at " + address + " (expected: a running server): " + unreachable, unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", interrupted);
        }
    }

    /** Whether the server answers at all. */
    public boolean answers() {
        try {
            get("/api/v1/admin/site");
            return true;
        } catch (UserError notYet) {
            return false;
        }
    }
}
