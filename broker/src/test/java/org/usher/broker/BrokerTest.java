package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.host.HostDesired;
import org.usher.link.host.HostNews;
import org.usher.link.host.HostReport;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;
import org.usher.link.host.StageReport;
import org.usher.link.identity.FarmTls;
import org.usher.link.identity.FarmTrust;
import org.usher.link.join.JoinToken;
import org.usher.link.refusal.RefusedClient;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.ticket.ClientBinding;
import tools.jackson.databind.JsonNode;

/** The broker as its callers see it: over TLS, with certificates, on PostgreSQL. */
class BrokerTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    private static RunningBroker running;
    private static final AtomicInteger NAMES = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        running = SHARED.running();
        admin().json(admin().patch("/api/v1/admin/site", Map.of("accountsOnDemand", true)), 200);
    }

    private static RunningBroker.Browser admin() throws Exception {
        return running.administrator();
    }

    private static String fresh(String word) {
        return word + NAMES.incrementAndGet();
    }

    private record Somebody(String name, UUID id, RunningBroker.Browser browser) {}

    private static Somebody somebody() throws Exception {
        String name = fresh("user");
        JsonNode user = admin().json(
                        admin().post("/api/v1/admin/users", Map.of("name", name, "password", "a long password")), 201);
        return new Somebody(
                name,
                UUID.fromString(user.path("id").asString()),
                running.browser().signIn(name, "a long password"));
    }

    private static UUID publish(Somebody to, UUID... hosts) throws Exception {
        JsonNode resource = admin().json(
                        admin().post(
                                        "/api/v1/admin/resources",
                                        Map.of(
                                                "kind", "application",
                                                "name", fresh("application"),
                                                "target", "xterm",
                                                "users", List.of(to.id()),
                                                "hosts", List.of(hosts))),
                        201);
        return UUID.fromString(resource.path("id").asString());
    }

    private static HttpResponse<String> launch(Somebody who, UUID resource) throws Exception {
        return launch(who, resource, UUID.randomUUID(), List.of());
    }

    private static HttpResponse<String> launch(Somebody who, UUID resource, UUID key, List<UUID> attached)
            throws Exception {
        return who.browser()
                .post(
                        "/api/v1/launches",
                        Map.of("key", key, "resource", resource, "width", 1000, "height", 700, "attached", attached));
    }

    private static String code(HttpResponse<String> response) throws Exception {
        return admin().json(response, response.statusCode()).path("code").asString();
    }

    // Sign-in

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() throws Exception {
        Somebody known = somebody();
        RunningBroker.Browser browser = running.browser();
        browser.get("/api/v1/me");
        HttpResponse<String> wrong =
                browser.post("/api/v1/sign-in", Map.of("name", known.name(), "password", "not this one"));
        HttpResponse<String> unknown =
                browser.post("/api/v1/sign-in", Map.of("name", "nobody-here", "password", "not this one"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(code(wrong)).isEqualTo("sign-in-failed");
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void afterTooManyWrongPasswordsTheNameIsClosedAlsoForTheRightOne() throws Exception {
        Somebody known = somebody();
        RunningBroker.Browser browser = running.browserAt("198.51.100." + NAMES.incrementAndGet());
        browser.get("/api/v1/me");
        for (int i = 0; i < 6; i++) {
            browser.post("/api/v1/sign-in", Map.of("name", known.name(), "password", "wrong " + i));
        }
        HttpResponse<String> right =
                browser.post("/api/v1/sign-in", Map.of("name", known.name(), "password", "a long password"));
        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(code(right)).isEqualTo("sign-in-too-many");
        admin().json(admin().patch("/api/v1/admin/users/" + known.id(), Map.of("unlock", true)), 200);
        assertThat(browser.post("/api/v1/sign-in", Map.of("name", known.name(), "password", "a long password"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAddressThatTriesTooOftenHasToWaitWhateverTheNames() throws Exception {
        RunningBroker.Browser browser = running.browserAt("203.0.113.9");
        browser.get("/api/v1/me");
        List<Integer> statuses = new ArrayList<>();
        // On a busy machine a try takes so long that another one is allowed meanwhile.
        for (int i = 0; i < 100 && !statuses.contains(429); i++) {
            statuses.add(browser.post("/api/v1/sign-in", Map.of("name", "guess" + i, "password", "guess"))
                    .statusCode());
        }
        assertThat(statuses).startsWith(401).endsWith(429);
    }

    @Test
    void withoutTheWordAgainstForgeryNothingIsChanged() throws Exception {
        Somebody somebody = somebody();
        String cookie = ClientBinding.COOKIE + "=" + somebody.browser().cookie();
        HttpResponse<String> forged = running.browser()
                .send(running.browser()
                        .request("/api/v1/sign-out")
                        .header("Cookie", cookie)
                        .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(code(forged)).isEqualTo("csrf");
        assertThat(somebody.browser().get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void signingOutEndsThePortalSession() throws Exception {
        Somebody somebody = somebody();
        String word = somebody.browser().cookie();
        assertThat(somebody.browser().post("/api/v1/sign-out", Map.of()).statusCode())
                .isEqualTo(204);
        HttpResponse<String> later = running.browser()
                .send(running.browser()
                        .request("/api/v1/me")
                        .header("Cookie", ClientBinding.COOKIE + "=" + word)
                        .GET());
        assertThat(later.statusCode()).isEqualTo(401);
        assertThat(code(later)).isEqualTo("sign-in-required");
    }

    @Test
    void aUserWhoIsSwitchedOffIsOutAtOnce() throws Exception {
        Somebody somebody = somebody();
        admin().json(admin().patch("/api/v1/admin/users/" + somebody.id(), Map.of("enabled", false)), 200);
        assertThat(somebody.browser().get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        JsonNode users = admin().json(admin().get("/api/v1/admin/users"), 200);
        String id = users.valueStream()
                .filter(user -> user.path("administrator").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        HttpResponse<String> response = admin().patch("/api/v1/admin/users/" + id, Map.of("administrator", false));
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(code(response)).isEqualTo("last-administrator");
    }

    // Rights

    @Test
    void usersDoNotReachTheConsole() throws Exception {
        Somebody somebody = somebody();
        for (String path : List.of("hosts", "users", "groups", "resources", "sessions", "audit", "launches", "site")) {
            HttpResponse<String> response = somebody.browser().get("/api/v1/admin/" + path);
            assertThat(response.statusCode()).as(path).isEqualTo(403);
            assertThat(code(response)).isEqualTo("administrator-required");
        }
    }

    @Test
    void theListHoldsWhatIsGrantedAndNothingElse() throws Exception {
        Somebody one = somebody();
        Somebody other = somebody();
        UUID resource = publish(one);
        assertThat(one.browser().get("/api/v1/resources").body()).contains(resource.toString());
        assertThat(other.browser().get("/api/v1/resources").body()).isEqualTo("[]");
    }

    @Test
    void someoneElsesResourceCannotBeLaunchedAndCannotBeToldFromNone() throws Exception {
        Somebody one = somebody();
        Somebody other = somebody();
        UUID resource = publish(one);
        HttpResponse<String> foreign = launch(other, resource);
        HttpResponse<String> none = launch(other, UUID.randomUUID());
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(code(foreign)).isEqualTo("resource-unknown");
        assertThat(code(none)).isEqualTo("resource-unknown");
        assertThat(admin().get("/api/v1/admin/audit?actor=" + other.name()).body())
                .contains("resource-unknown")
                .contains("resource-not-granted");
    }

    @Test
    void whoWasTurnedAwayAtAFrontStandsInTheAuditLog() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.broker()
                    .post(
                            "/link/v1/host/news",
                            new HostNews(
                                    List.of(), List.of(), List.of(new RefusedClient("192.0.2.99", "ticket-forged", 3))),
                            Void.class,
                            ScriptedHost.PATIENCE);
            JsonNode fact = admin().json(admin().get("/api/v1/admin/audit?action=stream.open"), 200)
                    .get(0);
            assertThat(fact.path("outcome").asString()).isEqualTo("refused");
            assertThat(fact.path("reason").asString()).isEqualTo("ticket-forged");
            assertThat(fact.path("address").asString()).isEqualTo("192.0.2.99");
            assertThat(fact.path("object").asString()).contains(host.id().toString());
            assertThat(fact.path("details").path("count").asString()).isEqualTo("3");
        }
    }

    // Components

    @Test
    void aTokenIsGoodForOneMachineAndOneRole() throws Exception {
        JoinToken token = running.hostToken();
        assertThatThrownBy(() -> running.join(token, ComponentRole.GATEWAY, fresh("wrong")))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("for a host");
        running.join(token, ComponentRole.HOST, fresh("first"));
        assertThatThrownBy(() -> running.join(token, ComponentRole.HOST, fresh("second")))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("join-token-refused");
    }

    @Test
    void rolesAreCheckedOnEveryCall() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host"));
                BrokerClient gateway = BrokerClient.of(
                        List.of("127.0.0.1:" + running.port()),
                        running.join(running.token("gateway"), ComponentRole.GATEWAY, fresh("gateway")))) {
            assertThatThrownBy(() -> gateway.post("/link/v1/host/orders", Map.of(), Void.class, ScriptedHost.PATIENCE))
                    .hasMessageContaining("host-required");
            assertThatThrownBy(() ->
                            host.broker().post("/link/v1/gateway/report", Map.of(), Void.class, ScriptedHost.PATIENCE))
                    .hasMessageContaining("gateway-required");
            assertThatThrownBy(() -> host.broker().post("/api/v1/sign-in", Map.of(), Void.class, ScriptedHost.PATIENCE))
                    .hasMessageContaining("gateway-required");
        }
    }

    @Test
    void withoutACertificateOnlyJoiningIsPossible() throws Exception {
        HttpClient anonymous = HttpClient.newBuilder()
                .sslContext(FarmTls.anonymous(new FarmTrust(
                        running.join(running.hostToken(), ComponentRole.HOST, fresh("host"))
                                .authority(),
                        peer -> true)))
                .build();
        HttpResponse<String> response = anonymous.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + running.port() + "/api/v1/me"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void aHostThatWasRemovedIsRefused() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host"))) {
            host.report();
            assertThat(admin().delete("/api/v1/admin/hosts/" + host.id()).statusCode())
                    .isEqualTo(204);
            // The broker may remember members for two seconds.
            Waiting.until(() -> {
                try {
                    host.report();
                    return false;
                } catch (LinkException refused) {
                    return refused.refused();
                }
            });
        }
    }

    @Test
    void aReportThatMakesNoSenseIsRefusedWhole() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host"))) {
            HostReport nonsense =
                    new HostReport(1, 1, 3389, true, new HostReport.Load(7, -1), List.of(), "digest", "test");
            assertThatThrownBy(() -> host.broker()
                            .post("/link/v1/host/report", nonsense, HostDesired.class, ScriptedHost.PATIENCE))
                    .hasMessageContaining("cpu");
        }
    }

    // Launches

    @Test
    void aLaunchLeadsToATicketForTheHostThatAcknowledged() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = somebody();
            UUID resource = publish(somebody, host.id());
            JsonNode launched = admin().json(launch(somebody, resource), 201);
            assertThat(launched.path("outcome").asString()).isEqualTo("connect");
            assertThat(launched.path("ticket").asString()).startsWith("ut1.");
            assertThat(launched.path("target").asString()).isEqualTo("127.0.0.1:" + host.port());
            Order.Prepare order = host.taken(Order.Prepare.class).getFirst();
            assertThat(order.launch().toString())
                    .isEqualTo(launched.path("launch").asString());
            assertThat(order.session().toString())
                    .isEqualTo(launched.path("session").asString());
            assertThat(order.account().name()).isEqualTo(somebody.name());
            assertThat(order.account().uid()).isGreaterThanOrEqualTo(20_000);
            assertThat(order.client())
                    .isEqualTo(
                            ClientBinding.ofCookie(somebody.browser().cookie()).text());
        }
    }

    @Test
    void theSameClickAgainGetsTheSameLaunch() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = somebody();
            UUID resource = publish(somebody, host.id());
            UUID click = UUID.randomUUID();
            JsonNode first = admin().json(launch(somebody, resource, click, List.of()), 201);
            JsonNode second = admin().json(launch(somebody, resource, click, List.of()), 201);
            assertThat(second.path("launch")).isEqualTo(first.path("launch"));
            assertThat(host.taken(Order.Prepare.class)).hasSize(1);
        }
    }

    @Test
    void aSecondApplicationGoesIntoTheSessionThatExists() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen();
                ScriptedHost idle = new ScriptedHost(running, fresh("idle")).listen()) {
            Somebody somebody = somebody();
            host.report(0.5);
            UUID first = publish(somebody, host.id(), idle.id());
            UUID second = publish(somebody, host.id(), idle.id());
            UUID session = UUID.fromString(
                    admin().json(launch(somebody, first), 201).path("session").asString());
            host.report(0.5, ScriptedHost.session(session, true));
            idle.report(0.0);
            host.answerWith(order -> OrderResult.OPENED);
            JsonNode opened = admin().json(launch(somebody, second, UUID.randomUUID(), List.of(session)), 201);
            assertThat(opened.path("outcome").asString()).isEqualTo("opened");
            assertThat(opened.path("session").asString()).isEqualTo(session.toString());
            Order.Prepare order = host.taken(Order.Prepare.class).getLast();
            assertThat(order.existing()).isTrue();
            assertThat(order.inPlace()).isTrue();
        }
    }

    @Test
    void aHostThatDoesNotAnswerIsPassedOverWithoutAFailedClick() throws Exception {
        try (ScriptedHost silent = new ScriptedHost(running, fresh("silent")).listen();
                ScriptedHost good = new ScriptedHost(running, fresh("good")).listen()) {
            Somebody somebody = somebody();
            UUID resource = publish(somebody, silent.id(), good.id());
            silent.answerWith(order -> null);
            silent.report(0.0);
            good.report(0.9);
            JsonNode launched = admin().json(launch(somebody, resource), 201);
            assertThat(launched.path("outcome").asString()).isEqualTo("connect");
            assertThat(good.taken(Order.Prepare.class)).hasSize(1);
            // Should the order have arrived after all, the session that nobody will use is to go.
            Waiting.until(() -> !silent.taken(Order.End.class).isEmpty());
        }
    }

    @Test
    void aDeclineIsToldAndFreesTheReservation() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            Somebody somebody = somebody();
            UUID resource = publish(somebody, host.id());
            host.answerWith(order -> "program-missing");
            host.report();
            HttpResponse<String> response = launch(somebody, resource);
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(code(response)).isEqualTo("program-missing");
            assertThat(somebody.browser().get("/api/v1/sessions").body()).isEqualTo("[]");
        }
    }

    @Test
    void aUserNamedLikeASystemAccountGetsNone() throws Exception {
        for (String name : List.of("root", "daemon")) {
            admin().json(admin().post("/api/v1/admin/users", Map.of("name", name, "password", "a long password")), 201);
        }
        JsonNode users = admin().json(admin().get("/api/v1/admin/users"), 200);
        UUID root = UUID.fromString(users.valueStream()
                .filter(user -> user.path("name").asString().equals("root"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString());
        HttpResponse<String> mapped =
                admin().patch("/api/v1/admin/users/" + root, Map.of("account", Map.of("name", "root", "uid", 0)));
        assertThat(mapped.statusCode()).isEqualTo(400);
        assertThat(mapped.body()).contains("account.name").contains("never root");
        HttpResponse<String> systemUid =
                admin().patch("/api/v1/admin/users/" + root, Map.of("account", Map.of("name", "someone", "uid", 0)));
        assertThat(systemUid.statusCode()).isEqualTo(400);
        assertThat(systemUid.body()).contains("account.uid");
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = new Somebody("root", root, running.browser().signIn("root", "a long password"));
            HttpResponse<String> response = launch(somebody, publish(somebody, host.id()));
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(code(response)).isEqualTo("account-none");
            assertThat(host.taken(Order.Prepare.class)).isEmpty();
        }
    }

    @Test
    void withoutAnAccountNothingIsLaunched() throws Exception {
        admin().json(admin().patch("/api/v1/admin/site", Map.of("accountsOnDemand", false)), 200);
        try {
            Somebody somebody = somebody();
            HttpResponse<String> response = launch(somebody, publish(somebody));
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(code(response)).isEqualTo("account-none");
        } finally {
            admin().json(admin().patch("/api/v1/admin/site", Map.of("accountsOnDemand", true)), 200);
        }
    }

    @Test
    void aFullHostTakesNobodyMore() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            admin().json(admin().patch("/api/v1/admin/hosts/" + host.id(), Map.of("maxSessions", 1)), 200);
            Somebody first = somebody();
            Somebody second = somebody();
            admin().json(launch(first, publish(first, host.id())), 201);
            HttpResponse<String> refused = launch(second, publish(second, host.id()));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(code(refused)).isEqualTo("all-full");
        }
    }

    @Test
    void concurrentLaunchesNeverOverbookAHost() throws Exception {
        int places = 5;
        int users = 16;
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            host.report();
            admin().json(admin().patch("/api/v1/admin/hosts/" + host.id(), Map.of("maxSessions", places)), 200);
            List<Callable<Integer>> clicks = new ArrayList<>();
            for (int i = 0; i < users; i++) {
                Somebody somebody = somebody();
                UUID resource = publish(somebody, host.id());
                clicks.add(() -> launch(somebody, resource).statusCode());
            }
            // Making so many users takes longer than a host may be silent, on a busy machine.
            host.report();
            Map<Integer, Integer> statuses = new HashMap<>();
            for (Future<Integer> click : threads.invokeAll(clicks)) {
                statuses.merge(click.get(), 1, Integer::sum);
            }
            assertThat(statuses).containsOnly(Map.entry(201, places), Map.entry(503, users - places));
        }
    }

    @Test
    void aStormSpreadsEvenlyOverHostsThatAreAlike() throws Exception {
        try (ScriptedHost one = new ScriptedHost(running, fresh("one")).listen();
                ScriptedHost two = new ScriptedHost(running, fresh("two")).listen();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> clicks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Somebody somebody = somebody();
                UUID resource = publish(somebody, one.id(), two.id());
                clicks.add(() -> launch(somebody, resource).statusCode());
            }
            one.report(0.30);
            two.report(0.25);
            for (Future<Integer> click : threads.invokeAll(clicks)) {
                assertThat(click.get()).isEqualTo(201);
            }
            assertThat(one.taken(Order.Prepare.class)).hasSize(5);
            assertThat(two.taken(Order.Prepare.class)).hasSize(5);
        }
    }

    @Test
    void stagesMakeATimelineThatTheUserSees() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = somebody();
            JsonNode launched = admin().json(launch(somebody, publish(somebody, host.id())), 201);
            UUID launch = UUID.fromString(launched.path("launch").asString());
            host.news(
                    List.of(),
                    List.of(
                            new StageReport(launch, "tunnel", 0, ""),
                            new StageReport(launch, "sign-on", 0, ""),
                            new StageReport(launch, "first-window", 0, "")));
            JsonNode shown = admin().json(somebody.browser().get("/api/v1/launches/" + launch), 200);
            assertThat(shown.path("state").asString()).isEqualTo("running");
            assertThat(shown.path("stages")
                            .valueStream()
                            .map(stage -> stage.path("stage").asString()))
                    .containsExactly("authenticated", "placed", "ticket", "tunnel", "sign-on", "first-window");
            assertThat(somebody().browser().get("/api/v1/launches/" + launch).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aStageThatHangsIsNamedWhileItHangs() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = somebody();
            try (Events events = somebody.browser().events("/api/v1/events")) {
                JsonNode launched = admin().json(launch(somebody, publish(somebody, host.id())), 201);
                String launch = launched.path("launch").asString();
                host.news(List.of(), List.of(new StageReport(UUID.fromString(launch), "tunnel", 0, "")));
                events.await(event -> event.contains("\"stuck\":{\"stage\":\"host-connected\""));
                JsonNode shown = admin().json(somebody.browser().get("/api/v1/launches/" + launch), 200);
                assertThat(shown.path("stuck").path("stage").asString()).isEqualTo("host-connected");
                assertThat(shown.path("stuck").path("seconds").asLong()).isBetween(3L, 600L);
                assertThat(shown.path("host").asString()).startsWith("host");
                host.news(List.of(), List.of(new StageReport(UUID.fromString(launch), "host-connected", 0, "")));
                events.await(event -> event.contains("event: launch") && event.contains("\"stuck\":null"));
            }
        }
    }

    @Test
    void anAdministratorFindsALaunchAndItsReasons() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = somebody();
            String launch = admin().json(launch(somebody, publish(somebody, host.id())), 201)
                    .path("launch")
                    .asString();
            JsonNode shown = admin().json(admin().get("/api/v1/admin/launches/" + launch), 200);
            assertThat(shown.path("user").asString()).isEqualTo(somebody.name());
            assertThat(shown.path("placement").path("chosen").asString())
                    .isEqualTo(host.id().toString());
            assertThat(shown.path("client").asString()).isEqualTo("browser");
            for (String query : List.of("user=" + somebody.name(), "id=" + launch.substring(0, 18))) {
                JsonNode found = admin().json(admin().get("/api/v1/admin/launches?" + query), 200);
                assertThat(found.findValuesAsString("id")).as(query).contains(launch);
                assertThat(found).as(query).hasSize(1);
            }
            for (String query : List.of("failed=true", "state=running", "since=2999-01-01T00:00:00Z", "host=nobody")) {
                JsonNode found =
                        admin().json(admin().get("/api/v1/admin/launches?user=" + somebody.name() + "&" + query), 200);
                assertThat(found).as(query).isEmpty();
            }
            for (String query : List.of("state=gone", "since=yesterday", "id=12", "id=xyzxyz")) {
                assertThat(code(admin().get("/api/v1/admin/launches?" + query)))
                        .as(query)
                        .isEqualTo("invalid");
            }
            assertThat(somebody.browser()
                            .get("/api/v1/admin/launches/" + launch)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(admin().get("/api/v1/admin/launches/" + UUID.randomUUID())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatStagesTakeIsToldForEachHost() throws Exception {
        String name = fresh("timed");
        try (ScriptedHost host = new ScriptedHost(running, name).listen()) {
            host.report();
            Somebody somebody = somebody();
            UUID launch = UUID.fromString(admin().json(launch(somebody, publish(somebody, host.id())), 201)
                    .path("launch")
                    .asString());
            host.news(List.of(), List.of(new StageReport(launch, "tunnel", 0, "")));
            JsonNode times = admin().json(admin().get("/api/v1/admin/launch-times?hours=1"), 200);
            assertThat(times.valueStream()
                            .filter(time -> time.path("name").asString().equals(name))
                            .filter(time -> time.path("count").asLong() == 1)
                            .map(time -> time.path("stage").asString()))
                    .contains("placed", "ticket", "tunnel");
            assertThat(admin().get("/metrics").body())
                    .containsPattern("usher_launch_stage_seconds_bucket\\{[^}]*host=\"" + name
                            + "\"[^}]*stage=\"tunnel\"[^}]*le=\"\\+Inf\"[^}]*} 1");
            assertThat(code(admin().get("/api/v1/admin/launch-times?hours=0"))).isEqualTo("invalid");
        }
    }

    @Test
    void aHostThatDoesNotAcknowledgeIsNamedBeforeTheClickIsAnswered() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = somebody();
            UUID resource = publish(somebody, host.id());
            admin().json(launch(somebody, resource), 201);
            // The session is there and its host is alive, so it is asked more than once before its silence is believed.
            host.answerWith(order -> null);
            UUID key = UUID.randomUUID();
            try (Events events = somebody.browser().events("/api/v1/events");
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<HttpResponse<String>> click = threads.submit(() -> launch(somebody, resource, key, List.of()));
                events.await(
                        event -> event.contains("\"stuck\":{\"stage\":\"ticket\"") && event.contains(key.toString()));
                assertThat(click.get().statusCode()).isEqualTo(503);
            }
        }
    }

    @Test
    void aHostTellsNothingAboutLaunchesOfOthers() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen();
                ScriptedHost liar = new ScriptedHost(running, fresh("liar")).listen()) {
            host.report();
            Somebody somebody = somebody();
            UUID launch = UUID.fromString(admin().json(launch(somebody, publish(somebody, host.id())), 201)
                    .path("launch")
                    .asString());
            liar.news(List.of(), List.of(new StageReport(launch, "tunnel", 0, "invented")));
            JsonNode shown = admin().json(somebody.browser().get("/api/v1/launches/" + launch), 200);
            assertThat(shown.path("state").asString()).isEqualTo("connecting");
        }
    }

    @Test
    void aSessionThatTheHostNoLongerSeesIsOver() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = somebody();
            UUID session = UUID.fromString(admin().json(launch(somebody, publish(somebody, host.id())), 201)
                    .path("session")
                    .asString());
            host.report(ScriptedHost.session(session, true));
            assertThat(somebody.browser().get("/api/v1/sessions").body()).contains("\"active\"");
            host.report(ScriptedHost.session(session, false));
            assertThat(somebody.browser().get("/api/v1/sessions").body()).contains("\"disconnected\"");
            host.report();
            assertThat(somebody.browser().get("/api/v1/sessions").body()).isEqualTo("[]");
        }
    }

    private static UUID sessionOn(ScriptedHost host) throws Exception {
        Somebody somebody = somebody();
        UUID session = UUID.fromString(admin().json(launch(somebody, publish(somebody, host.id())), 201)
                .path("session")
                .asString());
        host.report(ScriptedHost.session(session, true));
        return session;
    }

    /** What became of each, by its id; empty when it was done. */
    private static Map<String, String> outcomes(HttpResponse<String> response) throws Exception {
        Map<String, String> outcomes = new java.util.HashMap<>();
        for (JsonNode one : admin().json(response, 200).path("results")) {
            outcomes.put(
                    one.path("session").asString(),
                    one.path("done").asBoolean() ? "" : one.path("reason").asString());
        }
        return outcomes;
    }

    @Test
    void whatIsDoneToManySessionsIsToldForEach() throws Exception {
        try (ScriptedHost one = new ScriptedHost(running, fresh("host")).listen();
                ScriptedHost other = new ScriptedHost(running, fresh("host")).listen()) {
            one.report();
            other.report();
            UUID first = sessionOn(one);
            UUID second = sessionOn(other);
            UUID gone = UUID.randomUUID();
            other.answerWith(order -> OrderResult.NOT_SHOWN);
            List<UUID> all = List.of(first, second, gone, first);
            assertThat(outcomes(admin().post(
                                    "/api/v1/admin/sessions/message",
                                    Map.of("sessions", all, "text", " Save now\nplease "))))
                    .isEqualTo(Map.of(
                            first.toString(), "",
                            second.toString(), "message-not-shown",
                            gone.toString(), "session-unknown"));
            assertThat(one.taken(Order.Message.class))
                    .extracting(Order.Message::session, Order.Message::text)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(first, "Save now\nplease"));
            other.answerWith(order -> "no such thing");
            assertThat(outcomes(admin().post("/api/v1/admin/sessions/disconnect", Map.of("sessions", all))))
                    .isEqualTo(Map.of(
                            first.toString(),
                            "",
                            second.toString(),
                            "host-failed",
                            gone.toString(),
                            "session-unknown"));
            assertThat(outcomes(admin().post("/api/v1/admin/sessions/log-off", Map.of("sessions", all))))
                    .isEqualTo(Map.of(
                            first.toString(),
                            "",
                            second.toString(),
                            "host-failed",
                            gone.toString(),
                            "session-unknown"));
            assertThat(one.taken(Order.End.class))
                    .extracting(Order.End::session)
                    .containsExactly(first);
            assertThat(admin().get("/api/v1/admin/sessions").body())
                    .doesNotContain(first.toString())
                    .contains(second.toString());
        }
    }

    @Test
    void aMessageIsTextAndThereIsSomebodyToReadIt() throws Exception {
        List<UUID> one = List.of(UUID.randomUUID());
        List<UUID> tooMany =
                java.util.stream.Stream.generate(UUID::randomUUID).limit(1_001).toList();
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("sessions", one),
                Map.of("sessions", one, "text", " \n"),
                Map.of("sessions", one, "text", "x".repeat(1_001)),
                Map.of("sessions", one, "text", "bell\u0007"),
                Map.of("sessions", List.of(), "text", "hello"),
                Map.of("sessions", tooMany, "text", "hello"),
                Map.of("text", "hello"))) {
            HttpResponse<String> response = admin().post("/api/v1/admin/sessions/message", wrong);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        }
        HttpResponse<String> users =
                somebody().browser().post("/api/v1/admin/sessions/log-off", Map.of("sessions", one));
        assertThat(users.statusCode()).isEqualTo(403);
    }

    @Test
    void whileTheAgentIsSilentAndTheHostMayLiveTheSessionIsNotDoubled() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen();
                ScriptedHost other = new ScriptedHost(running, fresh("other")).listen();
                RdpDouble front = RdpDouble.start()) {
            Somebody somebody = somebody();
            UUID resource = publish(somebody, host.id(), other.id());
            host.reportAt(front.port());
            UUID session = UUID.fromString(admin().json(launch(somebody, resource), 201)
                    .path("session")
                    .asString());
            host.reportAt(front.port(), ScriptedHost.session(session, false));
            other.report(0.0);
            host.answerWith(order -> null);
            HttpResponse<String> response = launch(somebody, resource);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(code(response)).isEqualTo("host-not-answering");
            assertThat(other.taken(Order.Prepare.class)).isEmpty();
        }
    }

    @Test
    void aDeadHostsSessionIsGivenUpAtTheNextClick() throws Exception {
        try (ScriptedHost dead = new ScriptedHost(running, fresh("dead")).listen();
                ScriptedHost other = new ScriptedHost(running, fresh("other")).listen()) {
            Somebody somebody = somebody();
            UUID resource = publish(somebody, dead.id(), other.id());
            int nobody = RdpDouble.refusedPort();
            dead.reportAt(nobody);
            UUID session = UUID.fromString(admin().json(launch(somebody, resource), 201)
                    .path("session")
                    .asString());
            dead.reportAt(nobody, ScriptedHost.session(session, true));
            other.report(0.0);
            dead.answerWith(order -> null);
            JsonNode launched = admin().json(launch(somebody, resource), 201);
            assertThat(launched.path("session").asString()).isNotEqualTo(session.toString());
            assertThat(other.taken(Order.Prepare.class)).hasSize(1);
        }
    }

    // The page

    @Test
    void eventsTellOfOnesOwnSessionsAsTheyChange() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = somebody();
            UUID resource = publish(somebody, host.id());
            try (Events events = somebody.browser().events("/api/v1/events")) {
                assertThat(events.next()).startsWith("event: sessions").contains("[]");
                UUID session = UUID.fromString(admin().json(launch(somebody, resource), 201)
                        .path("session")
                        .asString());
                events.await(event -> event.contains(session.toString()) && event.contains("starting"));
                host.report(ScriptedHost.session(session, true));
                events.await(event -> event.contains(session.toString()) && event.contains("active"));
            }
        }
    }

    @Test
    void nonsenseIsAnsweredWithAProblemAndNoStackTrace() throws Exception {
        RunningBroker.Browser browser = admin();
        HttpResponse<String> broken = browser.send(
                browser.request("/api/v1/admin/groups").POST(HttpRequest.BodyPublishers.ofString("{\"name\": ")));
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(code(broken)).isEqualTo("unreadable");
        assertThat(browser.get("/api/v1/launches/not-a-uuid").statusCode()).isEqualTo(400);
        assertThat(browser.get("/api/v1/nowhere").statusCode()).isEqualTo(404);
        HttpResponse<String> invalid =
                browser.post("/api/v1/admin/resources", Map.of("kind", "application", "name", "x", "target", "a\nb"));
        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(invalid.body()).contains("\"field\":\"target\"").doesNotContain("Exception");
    }

    @Test
    void aTokenOfTheCommandLineAdministersAndIsNobody() throws Exception {
        String token = java.nio.file.Files.readString(running.directory().resolve("b/admin.token"))
                .strip();
        RunningBroker.Browser browser = running.browser();
        HttpResponse<String> hosts = browser.send(browser.request("/api/v1/admin/hosts")
                .header("Authorization", "Bearer " + token)
                .GET());
        assertThat(hosts.statusCode()).isEqualTo(200);
        HttpResponse<String> wrong = browser.send(browser.request("/api/v1/admin/hosts")
                .header("Authorization", "Bearer " + token + "x")
                .GET());
        assertThat(wrong.statusCode()).isEqualTo(401);
    }

    @Test
    void anEarlierReportThatComesLateChangesNothing() throws Exception {
        try (ScriptedHost host = new ScriptedHost(running, fresh("host")).listen()) {
            host.report();
            Somebody somebody = somebody();
            UUID session = UUID.fromString(admin().json(launch(somebody, publish(somebody, host.id())), 201)
                    .path("session")
                    .asString());
            host.report(ScriptedHost.session(session, true));
            host.reportLate();
            assertThat(somebody.browser().get("/api/v1/sessions").body()).contains(session.toString());
        }
    }

    @Test
    void aBrokerThatIsStoppedComesBackWithEverything(@TempDir Path own) throws Exception {
        UUID resource;
        String name = "survivor";
        int port;
        String first;
        try (RunningBroker before = RunningBroker.start(own)) {
            first = before.firstPassword();
            RunningBroker.Browser browser = before.browser().signIn("admin", first);
            browser.json(browser.post("/api/v1/admin/users", Map.of("name", name, "password", "a long password")), 201);
            resource = UUID.fromString(browser.json(
                            browser.post(
                                    "/api/v1/admin/resources",
                                    Map.of("kind", "desktop", "name", "Desktop", "users", List.of())),
                            201)
                    .path("id")
                    .asString());
            port = before.port();
        }
        try (RunningBroker after = RunningBroker.start(own, port)) {
            assertThat(after.broker().firstPassword()).isEmpty();
            RunningBroker.Browser browser = after.browser().signIn("admin", first);
            assertThat(browser.get("/api/v1/admin/resources").body()).contains(resource.toString());
            after.browser().signIn(name, "a long password");
        }
    }
}
