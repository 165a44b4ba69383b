package org.usher.dist.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.usher.dist.program.UserError;
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

    private AdminApi(URI address, String token, SSLContext trust) {
        this.address = address;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(trust)
                .build();
    }

    /**
     * The API of the server with this state directory.
     *
     * @param address where its gateway is, as {@code https://host:port}
     */
    public static AdminApi of(Path state, URI address) {
        return new AdminApi(address, token(state), farm(state));
    }

    /**
     * The API of the server with this state directory, where the gateway has a certificate of the operator's.
     *
     * @param authority the certificates of the CA, in PEM
     */
    public static AdminApi of(Path state, URI address, Path authority) {
        try {
            return new AdminApi(address, token(state), trusting(Pem.certificates(Files.readString(authority))));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new UserError(
                    "--ca " + authority + ": " + unusable.getMessage() + " (expected: a file with certificates in PEM)",
                    unusable);
        }
    }

    private static SSLContext farm(Path state) {
        Path file = state.resolve("broker/authority.pem");
        try {
            X509Certificate authority = Pem.certificates(Files.readString(file)).getFirst();
            return FarmTls.anonymous(new FarmTrust(authority, peer -> peer.role() == ComponentRole.GATEWAY));
        } catch (IOException unreadable) {
            throw new UserError("the farm's certificate " + file + " cannot be read", unreadable);
        }
    }

    private static SSLContext trusting(List<X509Certificate> authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry(authority.getSubjectX500Principal().getName(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String token(Path state) {
        Path token = state.resolve("admin.token");
        try {
            return Files.readString(token).strip();
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
        } catch (SSLException untrusted) {
            throw new UserError(
                    "the certificate of " + address
                            + " is not the farm's (expected: one, or --ca with the CA of your own): "
                            + untrusted.getMessage(),
                    untrusted);
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
