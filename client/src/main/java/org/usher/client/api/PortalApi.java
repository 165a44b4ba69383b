package org.usher.client.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.usher.client.ClientException;
import org.usher.client.trust.Certificates;
import org.usher.client.trust.ServerTrust;
import org.usher.wire.Octets;
import tools.jackson.databind.JsonNode;

/** One user's use of the API. Not for several threads at once. */
public final class PortalApi implements AutoCloseable {

    /** What may stand in a list of types and of files. */
    private static final Pattern ENDING = Pattern.compile("[a-z0-9][a-z0-9+_.-]{0,64}");

    private static final String QUEUED = "launch-queued";
    private static final int MAX_ICON = 256 * 1024;

    private final PortalHttp http;

    /**
     * @param program how this program calls itself to the farm, {@code name/version}
     * @param session the word of a session that is there, if any
     */
    public PortalApi(URI address, ServerTrust trust, String program, Optional<String> session) {
        this.http = new PortalHttp(address, trust, program, session);
    }

    /** The word of the session, when somebody is signed in. */
    public Optional<String> session() {
        return http.session();
    }

    /** The certificate that the farm's gateway showed last. */
    public Optional<X509Certificate> server() {
        return http.server();
    }

    public Farm farm() {
        JsonNode farm = http.get("api/v1/farm");
        try {
            return new Farm(
                    Certificates.ofPem(farm.path("authority").asString("")).getFirst());
        } catch (IllegalArgumentException none) {
            throw http.unexpected("api/v1/farm", "no authority in it", none);
        }
    }

    public Me signIn(String name, String password) {
        return me(http.change("POST", "api/v1/sign-in", Map.of("name", name, "password", password)));
    }

    /** Signs in with a grant that the browser brought, and the verifier of which it knows the digest. */
    public Me signInWithGrant(String grant, String verifier) {
        return me(http.change("POST", "api/v1/sign-in/grant", Map.of("grant", grant, "verifier", verifier)));
    }

    public void signOut() {
        http.change("POST", "api/v1/sign-out", Map.of());
        http.forgetSession();
    }

    public Me me() {
        return me(http.get("api/v1/me"));
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
        return http.get("api/v1/resources")
                .valueStream()
                .map(PortalApi::resource)
                .toList();
    }

    private static Resource resource(JsonNode resource) {
        return new Resource(
                resource.path("id").asString(""),
                resource.path("name").asString(""),
                resource.path("kind").asString("application"),
                resource.path("folder").asString(""),
                Optional.ofNullable(resource.path("icon").asString(null)),
                resource.path("hostSignOn").asBoolean(false),
                page(resource.path("address").asString("")),
                resource.path("available").asBoolean(true),
                resource.path("message").asString(""),
                resource.path("extensions")
                        .valueStream()
                        .map(ending -> ending.asString(""))
                        .filter(ending -> ENDING.matcher(ending).matches())
                        .toList());
    }

    /** Only what a browser shows: other addresses start other programs. */
    private static Optional<URI> page(String address) {
        try {
            URI page = new URI(address);
            String scheme = String.valueOf(page.getScheme());
            boolean web = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
            return web && page.getHost() != null ? Optional.of(page) : Optional.empty();
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    /** The RDP ports that this client may try to reach, as {@code host:port}. */
    public List<String> reach() {
        return http.get("api/v1/reach")
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
        JsonNode launch = inTurn(() -> http.change(
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
            throw http.unexpected("api/v1/launches", String.valueOf(broken.getMessage()), broken);
        }
    }

    /** The picture at this path of the API; empty when it is none that a desk can show. */
    public Optional<Icon> icon(String path) {
        if (!path.startsWith("/api/v1/icons/")) {
            return Optional.empty();
        }
        HttpResponse<byte[]> answer = http.bytes(path.substring(1));
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

    @Override
    public void close() {
        http.close();
    }
}
