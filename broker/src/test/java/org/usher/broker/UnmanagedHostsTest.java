package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.ClaimedLaunch;
import org.usher.link.gateway.GatewayDesired;
import org.usher.link.gateway.GatewayReport;
import org.usher.link.host.Permissions;
import org.usher.link.ticket.TicketKeyText;
import org.usher.wire.Octets;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.rdp.ConnectionRequest;
import org.usher.wire.ticket.HostProof;
import org.usher.wire.ticket.Ticket;
import org.usher.wire.ticket.TicketVerdict;
import tools.jackson.databind.JsonNode;

/** Hosts that have nothing of ours: added, looked at, launched on, claimed and carried. */
class UnmanagedHostsTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String PIN = "ab".repeat(32);
    private RunningBroker running;

    @BeforeEach
    void open() {
        running = SHARED.running();
    }

    private static String fresh(String word) {
        return "nla-" + word + NAMES.incrementAndGet();
    }

    private RunningBroker.Browser admin() throws Exception {
        return running.administrator();
    }

    private record Somebody(String name, UUID id, RunningBroker.Browser browser) {}

    private Somebody somebody() throws Exception {
        String name = fresh("user");
        JsonNode user = admin().json(
                        admin().post("/api/v1/admin/users", Map.of("name", name, "password", "a long password")), 201);
        return new Somebody(
                name,
                UUID.fromString(user.path("id").asString()),
                running.browser().signIn(name, "a long password"));
    }

    private JsonNode add(String address) throws Exception {
        return admin().json(
                        admin().post(
                                        "/api/v1/admin/hosts",
                                        Map.of(
                                                "name",
                                                fresh("host"),
                                                "address",
                                                address,
                                                "system",
                                                "other",
                                                "maxSessions",
                                                5,
                                                "proof",
                                                Map.of("kind", "pinned", "sha256", PIN))),
                        201);
    }

    private UUID desktop(Somebody to, JsonNode host) throws Exception {
        JsonNode resource = admin().json(
                        admin().post(
                                        "/api/v1/admin/resources",
                                        Map.of(
                                                "kind", "desktop",
                                                "name", fresh("desktop"),
                                                "users", List.of(to.id()),
                                                "hosts", List.of(host.path("id").asString()))),
                        201);
        return UUID.fromString(resource.path("id").asString());
    }

    private JsonNode launched(Somebody who, UUID resource) throws Exception {
        return who.browser()
                .json(
                        who.browser()
                                .post(
                                        "/api/v1/launches",
                                        Map.of(
                                                "key",
                                                UUID.randomUUID(),
                                                "resource",
                                                resource,
                                                "width",
                                                800,
                                                "height",
                                                600)),
                        201);
    }

    private String state(Somebody who, JsonNode launched) throws Exception {
        return who.browser()
                .json(who.browser().get("/api/v1/sessions"), 200)
                .valueStream()
                .filter(session -> session.path("id").equals(launched.path("session")))
                .map(session -> session.path("state").asString())
                .findFirst()
                .orElse("gone");
    }

    private static ClaimedLaunch claim(BrokerClient gateway, JsonNode launched, String address, boolean again)
            throws LinkException, InterruptedException {
        return gateway.post(
                ClaimLaunch.PATH,
                new ClaimLaunch(
                        UUID.fromString(launched.path("launch").asString()),
                        launched.path("ticket").asString(),
                        address,
                        again),
                ClaimedLaunch.class,
                ScriptedHost.PATIENCE);
    }

    private static GatewayDesired carry(BrokerClient gateway, JsonNode... launched) throws Exception {
        List<GatewayReport.Carried> carried = new ArrayList<>();
        for (JsonNode one : launched) {
            carried.add(
                    new GatewayReport.Carried(UUID.fromString(one.path("launch").asString()), "192.0.2.7", 3));
        }
        return gateway.post(
                "/link/v1/gateway/report",
                new GatewayReport(carried.size(), "test", List.of(), carried),
                GatewayDesired.class,
                ScriptedHost.PATIENCE);
    }

    @Test
    void aHostIsAddedByItsAddressAloneAndIsReadyWhenItsPortAnswers() throws Exception {
        try (NlaDouble nla = NlaDouble.start(ConnectionRequest.HYBRID)) {
            JsonNode host = add("127.0.0.1:" + nla.port());
            assertThat(host.path("kind").asString()).isEqualTo("unmanaged");
            assertThat(host.path("signOn").asString()).isEqualTo("host");
            assertThat(host.path("status").asString()).isEqualTo("ready");
            assertThat(host.path("certificateExpires").isNull()).isTrue();
            assertThat(host.path("proof").path("sha256").asString()).isEqualTo(PIN);
            assertThat(host.path("cpu").isNull()).isTrue();
            String id = host.path("id").asString();
            admin().json(admin().patch("/api/v1/admin/hosts/" + id, Map.of("state", "draining")), 200);
            assertThat(admin().delete("/api/v1/admin/hosts/" + id).statusCode()).isEqualTo(204);
            assertThat(admin().get("/api/v1/admin/hosts").body()).doesNotContain(id);
        }
    }

    @Test
    void whatIsNoHostIsRefused() throws Exception {
        Map<String, Object> good = Map.of(
                "name", "host",
                "address", "host.example:3389",
                "system", "windows",
                "proof", Map.of("kind", "authority"));
        for (Map<String, ?> wrong : List.<Map<String, ?>>of(
                Map.of("name", ""),
                Map.of("name", "a\nb"),
                Map.of("address", ""),
                Map.of("address", "a b:1"),
                Map.of("address", "host.example:70000"),
                Map.of("address", "evil\r\nfull address:s:x"),
                Map.of("address", "192.0.2.7:3389"),
                Map.of("system", "toaster"),
                Map.of("maxSessions", 0),
                Map.of("proof", Map.of("kind", "hope")),
                Map.of("proof", Map.of("kind", "pinned", "sha256", "ab")))) {
            Map<String, Object> form = new java.util.HashMap<>(good);
            form.putAll(wrong);
            HttpResponse<String> response = admin().post("/api/v1/admin/hosts", form);
            assertThat(response.statusCode()).as(wrong.toString()).isEqualTo(400);
        }
    }

    @Test
    void theCertificateIsShownAsTheHostShowsIt() throws Exception {
        for (int protocol : List.of(ConnectionRequest.HYBRID, ConnectionRequest.SSL)) {
            try (NlaDouble nla = NlaDouble.start(protocol)) {
                JsonNode shown = admin().json(
                                admin().post(
                                                "/api/v1/admin/hosts/certificate",
                                                Map.of("address", "127.0.0.1:" + nla.port())),
                                200);
                assertThat(shown.path("sha256").asString())
                        .isEqualTo(HexFormat.of()
                                .formatHex(Octets.digestOf(nla.certificate().getEncoded())
                                        .bytes()));
                assertThat(shown.path("subject").asString())
                        .isEqualTo(nla.certificate().getSubjectX500Principal().getName());
                assertThat(shown.path("nla").asBoolean()).isEqualTo(protocol == ConnectionRequest.HYBRID);
            }
        }
    }

    @Test
    void aHostThatIsNotThereOrNotRdpIsSaidToBe() throws Exception {
        HttpResponse<String> nobody = admin().post(
                        "/api/v1/admin/hosts/certificate", Map.of("address", "127.0.0.1:" + RdpDouble.refusedPort()));
        assertThat(nobody.statusCode()).isEqualTo(502);
        HttpResponse<String> broker =
                admin().post("/api/v1/admin/hosts/certificate", Map.of("address", "127.0.0.1:" + running.port()));
        assertThat(broker.statusCode()).isEqualTo(502);
        assertThat(running.json(broker).path("code").asString()).isEqualTo("host-not-answering");
    }

    @Test
    void aTicketSaysHowTheHostProvesItself() throws Exception {
        try (NlaDouble nla = NlaDouble.start(ConnectionRequest.HYBRID);
                BrokerClient gateway = running.gatewayLink()) {
            JsonNode host = add("127.0.0.1:" + nla.port());
            Somebody who = somebody();
            JsonNode launched = launched(who, desktop(who, host));
            assertThat(launched.path("hostSignOn").asBoolean()).isTrue();
            assertThat(launched.path("policy").path("enforced").path("drives").asString())
                    .isEqualTo("advice");
            GatewayDesired desired = carry(gateway);
            TicketVerdict verdict = TicketKeyText.read(desired.site(), desired.ticketKeys())
                    .judgeSignature(launched.path("ticket").asString());
            assertThat(verdict).isInstanceOf(TicketVerdict.Good.class);
            Ticket ticket = ((TicketVerdict.Good) verdict).ticket();
            assertThat(ticket.proof())
                    .isEqualTo(new HostProof.Pinned(Octets.of(HexFormat.of().parseHex(PIN))));
            assertThat(ticket.target()).isEqualTo("127.0.0.1:" + nla.port());
            JsonNode placement = admin().json(admin().get("/api/v1/admin/launches"), 200)
                    .valueStream()
                    .filter(launch -> launch.path("id").equals(launched.path("launch")))
                    .findFirst()
                    .orElseThrow()
                    .path("placement");
            assertThat(placement.path("candidates").get(0).path("cpu").isNull()).isTrue();
        }
    }

    @Test
    void aLaunchIsClaimedOnceAndOfTwoGatewaysAtOnceByOne() throws Exception {
        try (NlaDouble nla = NlaDouble.start(ConnectionRequest.HYBRID);
                BrokerClient gateway = running.gatewayLink();
                BrokerClient other = BrokerClient.of(
                        List.of("127.0.0.1:" + running.port()),
                        running.join(running.token("gateway"), ComponentRole.GATEWAY, fresh("gateway")))) {
            Somebody who = somebody();
            JsonNode host = add("127.0.0.1:" + nla.port());
            JsonNode launched = launched(who, desktop(who, host));
            assertThat(state(who, launched)).isEqualTo("starting");
            List<Callable<String>> claims = new ArrayList<>();
            for (BrokerClient one : List.of(gateway, other, gateway, other)) {
                claims.add(() -> {
                    try {
                        return claim(one, launched, "192.0.2.7", false)
                                        .permissions()
                                        .equals(Permissions.ALL)
                                ? "claimed"
                                : "claimed with less";
                    } catch (LinkException refused) {
                        return String.valueOf(refused.getMessage()).contains(ClaimLaunch.USED) ? "used" : "otherwise";
                    }
                });
            }
            List<String> outcomes = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<String> claim : threads.invokeAll(claims)) {
                    outcomes.add(claim.get());
                }
            }
            assertThat(outcomes).containsExactlyInAnyOrder("claimed", "used", "used", "used");
            assertThat(state(who, launched)).isEqualTo("active");
            assertThat(claim(other, launched, "192.0.2.8", true).permissions()).isEqualTo(Permissions.ALL);
            JsonNode timeline = who.browser()
                    .json(
                            who.browser()
                                    .get("/api/v1/launches/"
                                            + launched.path("launch").asString()),
                            200);
            assertThat(timeline.path("state").asString()).isEqualTo("running");
            assertThat(timeline.path("stages").findValuesAsString("stage")).contains("tunnel");
        }
    }

    @Test
    void aForgedOrForeignTicketClaimsNothing() throws Exception {
        try (NlaDouble nla = NlaDouble.start(ConnectionRequest.HYBRID);
                BrokerClient gateway = running.gatewayLink();
                ScriptedHost host = new ScriptedHost(running, fresh("managed"))) {
            Somebody who = somebody();
            JsonNode unmanaged = add("127.0.0.1:" + nla.port());
            JsonNode launched = launched(who, desktop(who, unmanaged));
            Somebody other = somebody();
            JsonNode foreign = launched(other, desktop(other, unmanaged));
            UUID launch = UUID.fromString(launched.path("launch").asString());
            for (Map.Entry<ClaimLaunch, String> wrong : Map.of(
                            new ClaimLaunch(launch, "ut1.nonsense", "x", false),
                            "ticket-malformed",
                            new ClaimLaunch(launch, foreign.path("ticket").asString(), "x", false),
                            ClaimLaunch.UNKNOWN,
                            new ClaimLaunch(
                                    UUID.randomUUID(), launched.path("ticket").asString(), "x", true),
                            ClaimLaunch.UNKNOWN)
                    .entrySet()) {
                assertThatThrownBy(() -> gateway.post(
                                ClaimLaunch.PATH, wrong.getKey(), ClaimedLaunch.class, ScriptedHost.PATIENCE))
                        .isInstanceOf(LinkException.class)
                        .hasMessageContaining(wrong.getValue());
            }
            assertThatThrownBy(() -> claim(host.broker(), launched, "x", false))
                    .hasMessageContaining("gateway-required");
            assertThat(admin().get("/api/v1/admin/audit?action=launch.claim").body())
                    .contains("ticket-malformed");
        }
    }

    @Test
    void aSessionThatIsEndedInThePortalEndsAtTheGatewayThatCarriesIt() throws Exception {
        try (NlaDouble nla = NlaDouble.start(ConnectionRequest.HYBRID);
                BrokerClient gateway = running.gatewayLink()) {
            Somebody who = somebody();
            JsonNode host = add("127.0.0.1:" + nla.port());
            JsonNode launched = launched(who, desktop(who, host));
            claim(gateway, launched, "192.0.2.7", false);
            assertThat(carry(gateway, launched).ended()).isEmpty();
            assertThat(who.browser()
                            .post("/api/v1/sessions/" + launched.path("session").asString() + "/disconnect", Map.of())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(carry(gateway, launched).ended())
                    .containsExactly(UUID.fromString(launched.path("launch").asString()));
            assertThatThrownBy(() -> claim(gateway, launched, "192.0.2.7", true))
                    .hasMessageContaining(ClaimLaunch.UNKNOWN);
            assertThat(state(who, launched)).isEqualTo("gone");
        }
    }

    @Test
    void signingOutEndsWhatABrowserHasOpenThere() throws Exception {
        try (NlaDouble nla = NlaDouble.start(ConnectionRequest.HYBRID);
                BrokerClient gateway = running.gatewayLink()) {
            Somebody who = somebody();
            JsonNode host = add("127.0.0.1:" + nla.port());
            JsonNode launched = launched(who, desktop(who, host));
            claim(gateway, launched, "192.0.2.7", false);
            who.browser().post("/api/v1/sign-out", Map.of());
            assertThat(carry(gateway, launched).ended())
                    .containsExactly(UUID.fromString(launched.path("launch").asString()));
        }
    }

    @Test
    void onlyWhoMayGoDirectIsToldWhereHostsAre() throws Exception {
        JsonNode host = add("host" + NAMES.incrementAndGet() + ".example:3389");
        Somebody who = somebody();
        desktop(who, host);
        assertThat(who.browser().get("/api/v1/reach").body()).isEqualTo("[]");
        admin().json(
                        admin().post(
                                        "/api/v1/admin/groups",
                                        Map.of(
                                                "name", fresh("group"),
                                                "members", List.of(who.id()),
                                                "connectionMode", "automatic")),
                        201);
        JsonNode reach = who.browser().json(who.browser().get("/api/v1/reach"), 200);
        assertThat(reach.size()).isEqualTo(1);
        assertThat(reach.get(0).path("address")).isEqualTo(host.path("target"));
        Somebody stranger = somebody();
        assertThat(stranger.browser().get("/api/v1/reach").body()).isEqualTo("[]");
    }
}
