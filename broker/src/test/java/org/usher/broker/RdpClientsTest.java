package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.gateway.FindLaunch;
import org.usher.link.gateway.FoundLaunch;
import org.usher.link.gateway.GatewayDesired;
import org.usher.link.gateway.GatewayReport;
import org.usher.link.host.Order;
import org.usher.link.host.Permissions;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.Pem;
import org.usher.link.ticket.TicketKeyText;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdpfile.FileTrust;
import org.usher.wire.rdpfile.FileVerdict;
import org.usher.wire.rdpfile.RdpFile;
import org.usher.wire.ticket.ClientBinding;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketVerdict;
import tools.jackson.databind.JsonNode;

/** Connection files, ways and policies, from the HTTP API to the orders that hosts get. */
class RdpClientsTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    private static final AtomicInteger NAMES = new AtomicInteger();
    private RunningBroker running;

    @BeforeEach
    void open() throws Exception {
        running = SHARED.running();
        admin().json(admin().patch("/api/v1/admin/site", Map.of("accountsOnDemand", true)), 200);
    }

    private record Somebody(String name, UUID id, RunningBroker.Browser browser) {}

    private static String fresh(String word) {
        return "rdp-" + word + NAMES.incrementAndGet();
    }

    private RunningBroker.Browser admin() throws Exception {
        return running.administrator();
    }

    private Somebody somebody() throws Exception {
        String name = fresh("user");
        JsonNode user = admin().json(
                        admin().post("/api/v1/admin/users", Map.of("name", name, "password", "a long password")), 201);
        return new Somebody(
                name,
                UUID.fromString(user.path("id").asString()),
                running.browser().signIn(name, "a long password"));
    }

    private UUID publish(Somebody to, Map<String, ?> policy, UUID... hosts) throws Exception {
        Map<String, Object> form = new HashMap<>(Map.of(
                "kind", "application",
                "name", fresh("application"),
                "target", "xterm",
                "users", List.of(to.id()),
                "hosts", List.of(hosts)));
        form.put("policy", policy);
        return UUID.fromString(admin().json(admin().post("/api/v1/admin/resources", form), 201)
                .path("id")
                .asString());
    }

    private void group(Somebody member, Map<String, ?> rules) throws Exception {
        Map<String, Object> form = new HashMap<>(Map.of("name", fresh("group"), "members", List.of(member.id())));
        form.putAll(rules);
        admin().json(admin().post("/api/v1/admin/groups", form), 201);
    }

    private static HttpResponse<String> launch(Somebody who, UUID resource, UUID key, Map<String, ?> client)
            throws Exception {
        return who.browser()
                .post(
                        "/api/v1/launches",
                        Map.of("key", key, "resource", resource, "width", 1000, "height", 700, "client", client));
    }

    private JsonNode launched(Somebody who, UUID resource, Map<String, ?> client) throws Exception {
        return who.browser().json(launch(who, resource, UUID.randomUUID(), client), 201);
    }

    private String code(HttpResponse<String> response) throws Exception {
        return running.json(response).path("code").asString();
    }

    private static RdpFile file(JsonNode launched) {
        byte[] content =
                Base64.getDecoder().decode(launched.path("file").path("content").asString());
        Decoded<RdpFile> decoded = RdpFile.decode(ByteBuffer.wrap(content));
        assertThat(decoded).isInstanceOf(Decoded.Message.class);
        return ((Decoded.Message<RdpFile>) decoded).message();
    }

    private static final Map<String, String> RDP = Map.of("kind", "rdp");

    @Test
    void aFileBringsASignedTicketAndACodeThatTheHostKnowsByItsDigestAlone() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody who = somebody();
            JsonNode launched = launched(who, publish(who, Map.of(), host.id()), RDP);
            assertThat(launched.path("outcome").asString()).isEqualTo("file");
            assertThat(launched.path("ticket").isNull()).isTrue();
            assertThat(launched.path("file").path("mode").asString()).isEqualTo("gateway-ssl");
            assertThat(launched.path("file").path("link").isNull()).isTrue();
            assertThat(launched.path("file").path("expiresSeconds").asInt()).isBetween(590, 600);
            RdpFile file = file(launched);
            String code = file.text("password").orElseThrow();
            assertThat(file.text("gatewayhostname")).contains(RunningBroker.PUBLIC_ADDRESS);
            Order.Prepare order = host.taken(Order.Prepare.class).getFirst();
            assertThat(order.rdpClient())
                    .isEqualTo(new Order.RdpClient(Octets.digestOf(code).text(), true));
            assertThat(order.validSeconds()).isEqualTo(615);
            assertThat(order.client())
                    .isEqualTo(ClientBinding.ofRdpClient(order.launch()).text());
            Ticket ticket = ticket(file.text("gatewayaccesstoken").orElseThrow());
            assertThat(ticket.launch()).isEqualTo(order.launch());
            assertThat(Duration.between(ticket.issued(), ticket.expires())).hasMinutes(10);
            assertThat(ticket.client()).isEqualTo(ClientBinding.ofRdpClient(order.launch()));
        }
    }

    private Ticket ticket(String text) throws Exception {
        GatewayDesired desired = report(0);
        TicketVerdict verdict =
                TicketKeyText.read(desired.site(), desired.ticketKeys()).judgeSignature(text);
        assertThat(verdict).isInstanceOf(TicketVerdict.Good.class);
        return ((TicketVerdict.Good) verdict).ticket();
    }

    private GatewayDesired report(int relayPort) throws Exception {
        try (BrokerClient gateway = running.gatewayLink()) {
            return report(gateway, relayPort);
        }
    }

    private static GatewayDesired report(BrokerClient gateway, int relayPort) throws Exception {
        return gateway.post(
                "/link/v1/gateway/report",
                new GatewayReport(0, "test", relayPort, List.of(), List.of()),
                GatewayDesired.class,
                ScriptedHost.PATIENCE);
    }

    @Test
    void whoAsksTheFarmByWhomFilesAreSignedCanJudgeThem() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody who = somebody();
            RdpFile file = file(launched(who, publish(who, Map.of(), host.id()), RDP));
            RunningBroker.Browser stranger = running.browser();
            JsonNode farm = stranger.json(stranger.get("/api/v1/farm"), 200);
            assertThat(farm.path("publicAddress").asString()).isEqualTo(RunningBroker.PUBLIC_ADDRESS);
            assertThat(farm.path("fileSigner").path("sha1").asString()).matches("[0-9A-F]{40}");
            assertThat(farm.path("fileSigner").path("sha256").asString()).matches("[0-9A-F]{64}");
            FileTrust trust = new FileTrust(
                    Pem.certificates(farm.path("authority").asString()).getFirst());
            assertThat(trust.judge(file, Instant.now())).isEqualTo(new FileVerdict.Good());
        }
    }

    @Test
    void theSameClickGetsTheSameFileAndTheBooksHoldNoCode() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody who = somebody();
            UUID resource = publish(who, Map.of(), host.id());
            UUID key = UUID.randomUUID();
            JsonNode first = who.browser().json(launch(who, resource, key, RDP), 201);
            JsonNode second = who.browser().json(launch(who, resource, key, RDP), 201);
            assertThat(second.path("launch")).isEqualTo(first.path("launch"));
            String code = file(first).text("password").orElseThrow();
            assertThat(file(second).text("password")).contains(code);
            assertThat(host.taken(Order.Prepare.class)).hasSize(1);
            String row = running.broker()
                    .context()
                    .getBean(JdbcClient.class)
                    .sql("select row_to_json(l)::text from launch l where id = :id")
                    .param("id", UUID.fromString(first.path("launch").asString()))
                    .query(String.class)
                    .single();
            assertThat(row).doesNotContain(code).contains(Octets.digestOf(code).text());
        }
    }

    @Test
    void nobodyElseGetsTheFile() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody who = somebody();
            Somebody other = somebody();
            UUID resource = publish(who, Map.of(), host.id());
            UUID key = UUID.randomUUID();
            JsonNode launched = who.browser().json(launch(who, resource, key, RDP), 201);
            HttpResponse<String> stolen = launch(other, resource, key, RDP);
            assertThat(stolen.statusCode()).isEqualTo(404);
            assertThat(code(stolen)).isEqualTo("resource-unknown");
            assertThat(other.browser()
                            .get("/api/v1/launches/" + launched.path("launch").asString())
                            .statusCode())
                    .isEqualTo(404);
            HttpResponse<String> byToken = who.browser()
                    .post(
                            "/api/v1/launches",
                            Map.of(
                                    "key",
                                    UUID.randomUUID(),
                                    "session",
                                    launched.path("session").asString(),
                                    "width",
                                    1,
                                    "height",
                                    1));
            assertThat(byToken.statusCode()).isEqualTo(201);
            HttpResponse<String> foreignSession = other.browser()
                    .post(
                            "/api/v1/launches",
                            Map.of(
                                    "key",
                                    UUID.randomUUID(),
                                    "session",
                                    launched.path("session").asString(),
                                    "width",
                                    1,
                                    "height",
                                    1,
                                    "client",
                                    RDP));
            assertThat(code(foreignSession)).isEqualTo("session-unknown");
        }
    }

    @Test
    void aGatewayFindsALaunchByItsCodeUntilTheUserIsSwitchedOff() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen();
                BrokerClient gateway = running.gatewayLink()) {
            host.report();
            Somebody who = somebody();
            JsonNode launched =
                    launched(who, publish(who, Map.of(), host.id()), Map.of("kind", "rdp", "carrier", "routing-token"));
            String token = file(launched).text("loadbalanceinfo").orElseThrow();
            assertThat(token).startsWith("usher:");
            String digest = Octets.digestOf(token.substring("usher:".length())).text();
            FoundLaunch found = gateway.post(
                    FindLaunch.PATH, new FindLaunch(digest, "192.0.2.7"), FoundLaunch.class, ScriptedHost.PATIENCE);
            Ticket ticket = ticket(found.ticket());
            assertThat(ticket.launch().toString())
                    .isEqualTo(launched.path("launch").asString());
            assertThat(Duration.between(ticket.issued(), ticket.expires())).hasMinutes(10);
            assertThatThrownBy(() -> gateway.post(
                            FindLaunch.PATH,
                            new FindLaunch(Octets.digestOf("other").text(), "192.0.2.7"),
                            FoundLaunch.class,
                            ScriptedHost.PATIENCE))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining(FindLaunch.UNKNOWN);
            assertThatThrownBy(() -> host.broker()
                            .post(
                                    FindLaunch.PATH,
                                    new FindLaunch(digest, "x"),
                                    FoundLaunch.class,
                                    ScriptedHost.PATIENCE))
                    .hasMessageContaining("gateway-required");
            admin().json(admin().patch("/api/v1/admin/users/" + who.id(), Map.of("enabled", false)), 200);
            assertThatThrownBy(() -> gateway.post(
                            FindLaunch.PATH,
                            new FindLaunch(digest, "192.0.2.7"),
                            FoundLaunch.class,
                            ScriptedHost.PATIENCE))
                    .hasMessageContaining(FindLaunch.UNKNOWN);
            Waiting.until(() -> host.taken(Order.EndClient.class).stream()
                    .anyMatch(order -> order.client()
                            .equals(ClientBinding.ofRdpClient(ticket.launch()).text())));
        }
    }

    @Test
    void theStrictestPolicyStandsInTheAnswerInTheOrderAndInTheFile() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody who = somebody();
            group(who, Map.of("policy", Map.of("drives", false, "idleMinutes", 30)));
            UUID resource = publish(who, Map.of("clipboard", "to-session", "idleMinutes", 60), host.id());
            JsonNode launched = launched(who, resource, RDP);
            assertThat(host.taken(Order.Prepare.class).getFirst().permissions())
                    .isEqualTo(new Permissions(Permissions.Clipboard.TO_SESSION, false, true, true, 30));
            JsonNode policy = launched.path("policy");
            assertThat(policy.path("clipboard").asString())
                    .as("the host closes neither way for everybody, so one alone cannot be had")
                    .isEqualTo("none");
            assertThat(policy.path("drives").asBoolean()).isFalse();
            assertThat(policy.path("printers").asBoolean()).isFalse();
            assertThat(policy.path("idleMinutes").asInt()).isEqualTo(30);
            assertThat(policy.path("enforced").path("clipboard").asString()).isEqualTo("front");
            assertThat(policy.path("enforced").path("printers").asString()).isEqualTo("host");
            assertThat(file(launched).setting("redirectdrives").orElseThrow().line())
                    .isEqualTo("redirectdrives:i:0");
            JsonNode listed = who.browser()
                    .json(who.browser().get("/api/v1/resources"), 200)
                    .get(0);
            assertThat(listed.path("policy").path("drives").asBoolean()).isFalse();
            assertThat(listed.path("hostSignOn").asBoolean()).isFalse();
        }
    }

    @Test
    void aWayIsTheGroupsAndAnotherIsRefused() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody who = somebody();
            UUID resource = publish(who, Map.of(), host.id());
            HttpResponse<String> direct =
                    launch(who, resource, UUID.randomUUID(), Map.of("kind", "rdp", "mode", "direct"));
            assertThat(direct.statusCode()).isEqualTo(409);
            assertThat(code(direct)).isEqualTo("mode-not-allowed");
            group(who, Map.of("connectionMode", "automatic"));
            JsonNode me = who.browser().json(who.browser().get("/api/v1/me"), 200);
            assertThat(me.path("connection").path("mode").asString()).isEqualTo("automatic");
            assertThat(me.path("connection").path("mayChoose").asBoolean()).isFalse();
            assertThat(me.path("connection").path("modes").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrder("automatic", "gateway-ssl", "direct-ssl");
            assertThat(file(launched(who, resource, RDP))
                            .setting("gatewayusagemethod")
                            .orElseThrow()
                            .line())
                    .isEqualTo("gatewayusagemethod:i:2");
            // The host's address is this machine's own, and the client is elsewhere.
            HttpResponse<String> unreachable =
                    launch(who, resource, UUID.randomUUID(), Map.of("kind", "rdp", "mode", "direct-ssl"));
            assertThat(unreachable.statusCode()).isEqualTo(409);
            assertThat(code(unreachable)).isEqualTo("no-rdp-address");
        }
    }

    @Test
    void theRelayedWayLeadsToThePortThatTheGatewayTold() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody who = somebody();
            group(who, Map.of("connectionMode", "gateway"));
            UUID resource = publish(who, Map.of(), host.id());
            report(0);
            assertThat(code(launch(who, resource, UUID.randomUUID(), RDP))).isEqualTo("no-rdp-address");
            report(3390);
            try {
                JsonNode launched = launched(who, resource, RDP);
                RdpFile file = file(launched);
                assertThat(file.text("full address")).contains("gateway.example:3390");
                assertThat(file.text("loadbalanceinfo"))
                        .contains("usher:" + file.text("password").orElseThrow());
                assertThat(launched.path("file").path("link").asString())
                        .startsWith("rdp://full%20address=s:gateway.example%3A3390&");
            } finally {
                report(0);
            }
        }
    }

    @Test
    void theRelayedWayLeadsToAnotherGatewaysPortWhereTheOwnHasNone() throws Exception {
        ComponentIdentity other = running.join(running.token("gateway"), ComponentRole.GATEWAY, fresh("gateway"));
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen();
                BrokerClient gateway = BrokerClient.of(List.of("127.0.0.1:" + running.port()), other)) {
            host.report();
            Somebody who = somebody();
            group(who, Map.of("connectionMode", "gateway"));
            UUID resource = publish(who, Map.of(), host.id());
            report(0);
            report(gateway, 3391);
            try {
                assertThat(file(launched(who, resource, RDP)).text("full address"))
                        .contains("gateway.example:3391");
            } finally {
                report(gateway, 0);
            }
        }
    }

    @Test
    void whatIsSetForTheSiteCountsBeforeWhatARequestSays() throws Exception {
        JsonNode before = admin().json(admin().get("/api/v1/admin/site"), 200);
        assertThat(before.path("connectionMode").asString()).isEqualTo("gateway-ssl");
        assertThat(before.path("addressBound").asBoolean()).isTrue();
        assertThat(before.path("policy").path("clipboard").asString()).isEqualTo("both");
        try {
            admin().json(admin().patch("/api/v1/admin/site", Map.of("publicAddress", "rdp.example")), 200);
            JsonNode farm = admin().json(admin().get("/api/v1/farm"), 200);
            assertThat(farm.path("publicAddress").asString()).isEqualTo("rdp.example");
        } finally {
            admin().json(admin().patch("/api/v1/admin/site", Map.of("publicAddress", "")), 200);
        }
        for (Map<String, ?> wrong : List.<Map<String, ?>>of(
                Map.of("publicAddress", "a b"),
                Map.of("publicAddress", "x\ny"),
                Map.of("connectionMode", "sideways"),
                Map.of("policy", Map.of("clipboard", "sometimes")),
                Map.of("policy", Map.of("idleMinutes", -1)))) {
            HttpResponse<String> response = admin().patch("/api/v1/admin/site", wrong);
            assertThat(response.statusCode()).as(wrong.toString()).isEqualTo(400);
            assertThat(code(response)).isEqualTo("invalid");
        }
    }

    @Test
    void aClientThatIsNoneIsRefused() throws Exception {
        Somebody who = somebody();
        UUID resource = publish(who, Map.of());
        for (Map<String, String> wrong : List.of(
                Map.of("kind", "telnet"),
                Map.of("kind", "rdp", "carrier", "pigeon"),
                Map.of("kind", "rdp", "mode", "sideways"))) {
            HttpResponse<String> response = launch(who, resource, UUID.randomUUID(), wrong);
            assertThat(response.statusCode()).as(wrong.toString()).isEqualTo(400);
        }
    }

    @Test
    void preferencesAreKept() throws Exception {
        Somebody who = somebody();
        assertThat(openIn(who)).isEqualTo("browser");
        for (String openIn : Set.of("rdp", "ask")) {
            assertThat(who.browser()
                            .patch("/api/v1/me/preferences", Map.of("openIn", openIn))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(openIn(who)).isEqualTo(openIn);
        }
        assertThat(who.browser()
                        .patch("/api/v1/me/preferences", Map.of("openIn", "paper"))
                        .statusCode())
                .isEqualTo(400);
    }

    private String openIn(Somebody who) throws Exception {
        return who.browser()
                .json(who.browser().get("/api/v1/me"), 200)
                .path("preferences")
                .path("openIn")
                .asString();
    }

    @Test
    void aClientProgramSignsInWithAGrantOnce() throws Exception {
        Somebody who = somebody();
        String verifier = "v".repeat(43);
        String challenge = Octets.digestOf(verifier).text();
        String grant = grant(who, challenge);
        RunningBroker.Browser program = running.browser();
        program.get("/api/v1/me");
        JsonNode me =
                program.json(program.post("/api/v1/sign-in/grant", Map.of("grant", grant, "verifier", verifier)), 200);
        assertThat(me.path("name").asString()).isEqualTo(who.name());
        assertThat(program.get("/api/v1/resources").statusCode()).isEqualTo(200);
        assertThat(program.cookie()).isNotEqualTo(who.browser().cookie());
        HttpResponse<String> again = running.browser()
                .signInPage()
                .post("/api/v1/sign-in/grant", Map.of("grant", grant, "verifier", verifier));
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(code(again)).isEqualTo("grant-refused");
    }

    @Test
    void aWrongVerifierUsesTheGrantUp() throws Exception {
        Somebody who = somebody();
        String verifier = "w".repeat(64);
        String grant = grant(who, Octets.digestOf(verifier).text());
        RunningBroker.Browser thief = running.browser().signInPage();
        assertThat(code(thief.post("/api/v1/sign-in/grant", Map.of("grant", grant, "verifier", "x".repeat(64)))))
                .isEqualTo("grant-refused");
        assertThat(code(thief.post("/api/v1/sign-in/grant", Map.of("grant", grant, "verifier", verifier))))
                .isEqualTo("grant-refused");
        assertThat(thief.get("/api/v1/resources").statusCode()).isEqualTo(401);
    }

    @Test
    void aGrantNeedsSomebodyWhoHasSignedInAndAChallenge() throws Exception {
        Somebody who = somebody();
        assertThat(who.browser()
                        .post("/api/v1/client-grants", Map.of("challenge", "short"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.browser()
                        .signInPage()
                        .post("/api/v1/client-grants", Map.of("challenge", "c".repeat(43)))
                        .statusCode())
                .isEqualTo(401);
    }

    private static String grant(Somebody who, String challenge) throws Exception {
        return who.browser()
                .json(who.browser().post("/api/v1/client-grants", Map.of("challenge", challenge)), 201)
                .path("grant")
                .asString();
    }
}
