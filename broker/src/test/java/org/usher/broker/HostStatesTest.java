package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.link.client.LinkException;
import tools.jackson.databind.JsonNode;

/** What administrators want of hosts, over the API, and what becomes of it. */
class HostStatesTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    @BeforeAll
    static void accounts() throws Exception {
        admin().json(admin().patch("/api/v1/admin/site", Map.of("accountsOnDemand", true)), 200);
    }

    private static RunningBroker.Browser admin() throws Exception {
        return SHARED.running().administrator();
    }

    private static String path(ScriptedHost host) {
        return "/api/v1/admin/hosts/" + host.id();
    }

    private static JsonNode change(ScriptedHost host, Map<String, ?> change) throws Exception {
        return admin().json(admin().patch(path(host), change), 200);
    }

    private static String state(ScriptedHost host) throws Exception {
        return admin().json(admin().get("/api/v1/admin/hosts"), 200)
                .valueStream()
                .filter(one -> one.path("id").asString().equals(host.id().toString()))
                .findFirst()
                .orElseThrow()
                .path("state")
                .asString();
    }

    private static JsonNode lastChange() throws Exception {
        return admin().json(admin().get("/api/v1/admin/audit?limit=1&action=host.change"), 200)
                .get(0);
    }

    @Test
    void aHostThatDrainsUntilItsRebootIsEnabledByItAndTheAuditLogSaysSo() throws Exception {
        try (ScriptedHost host = new ScriptedHost(SHARED.running(), "rebooting").booted("boot-1")) {
            host.report();
            change(host, Map.of("state", "draining-until-reboot"));
            host.report();
            assertThat(state(host)).isEqualTo("draining-until-reboot");
            host.booted("boot-2").report();
            assertThat(state(host)).isEqualTo("enabled");
            JsonNode fact = lastChange();
            assertThat(fact.path("actor").asString()).contains(host.id().toString());
            assertThat(fact.path("details").path("state").asString()).isEqualTo("draining-until-reboot → enabled");
            assertThat(fact.path("details").path("boot").asString()).isEqualTo("boot-2");
            admin().delete(path(host));
        }
    }

    @Test
    void aBootThatIsNoNameIsRefused() throws Exception {
        try (ScriptedHost host = new ScriptedHost(SHARED.running(), "garbage").booted("no name: §")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(host::report).isInstanceOf(LinkException.class);
            admin().delete(path(host));
        }
    }

    @Test
    void whomMaintenanceLeavesWithoutAHostReadsTheMessage() throws Exception {
        String name = "u" + UUID.randomUUID().toString().substring(0, 8);
        JsonNode user = admin().json(
                        admin().post("/api/v1/admin/users", Map.of("name", name, "password", "a long password")), 201);
        RunningBroker.Browser browser = SHARED.running().browser().signIn(name, "a long password");
        try (ScriptedHost host = new ScriptedHost(SHARED.running(), "maintained").listen()) {
            host.report();
            JsonNode changed =
                    change(host, Map.of("state", "maintenance", "message", " Back at noon. ", "maxLogons", 4));
            assertThat(changed.path("message").asString()).isEqualTo("Back at noon.");
            assertThat(changed.path("maxLogons").asInt()).isEqualTo(4);
            JsonNode details = lastChange().path("details");
            assertThat(details.path("state").asString()).isEqualTo("enabled → maintenance");
            assertThat(details.path("maxLogons").asString()).isEqualTo("the site's → 4");
            JsonNode resource = admin().json(
                            admin().post(
                                            "/api/v1/admin/resources",
                                            Map.of(
                                                    "kind",
                                                    "application",
                                                    "name",
                                                    name,
                                                    "target",
                                                    "xterm",
                                                    "users",
                                                    List.of(user.path("id").asString()),
                                                    "hosts",
                                                    List.of(host.id()))),
                            201);
            HttpResponse<String> answer = browser.post(
                    "/api/v1/launches",
                    Map.of(
                            "key",
                            UUID.randomUUID(),
                            "resource",
                            resource.path("id").asString(),
                            "width",
                            1000,
                            "height",
                            700));
            JsonNode problem = browser.json(answer, 503);
            assertThat(problem.path("code").asString()).isEqualTo("host-maintenance");
            assertThat(problem.path("message").asString()).isEqualTo("Back at noon.");
            admin().delete("/api/v1/admin/resources/" + resource.path("id").asString());
            assertThat(change(host, Map.of("maxLogons", 0)).path("maxLogons").isNull())
                    .as("the site's")
                    .isTrue();
            admin().delete(path(host));
        }
    }

    @Test
    void whatIsOutOfItsLimitsIsRefusedByName() throws Exception {
        try (ScriptedHost host = new ScriptedHost(SHARED.running(), "limits")) {
            host.report();
            Map<String, Object> wrong = Map.of(
                    "state", "asleep", "message", "x".repeat(501), "maxLogons", 101, "maxSessions", 0, "name", "");
            for (Map.Entry<String, Object> one : wrong.entrySet()) {
                HttpResponse<String> answer = admin().patch(path(host), Map.of(one.getKey(), one.getValue()));
                assertThat(admin().json(answer, 400)
                                .path("faults")
                                .get(0)
                                .path("field")
                                .asString())
                        .as(answer.body())
                        .isEqualTo(one.getKey());
            }
            assertThat(state(host)).isEqualTo("enabled");
            admin().delete(path(host));
        }
    }
}
