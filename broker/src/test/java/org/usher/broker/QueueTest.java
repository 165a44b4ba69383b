package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.link.host.Order;
import tools.jackson.databind.JsonNode;

/** The queue as its users see it, over the API. */
class QueueTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    @BeforeAll
    static void accounts() throws Exception {
        admin().json(admin().patch("/api/v1/admin/site", Map.of("accountsOnDemand", true)), 200);
    }

    private static RunningBroker.Browser admin() throws Exception {
        return SHARED.running().administrator();
    }

    private record Somebody(UUID id, RunningBroker.Browser browser) {

        HttpResponse<String> click(UUID key, UUID resource) throws Exception {
            return browser.post(
                    "/api/v1/launches", Map.of("key", key, "resource", resource, "width", 1000, "height", 700));
        }
    }

    private static Somebody somebody() throws Exception {
        String name = "q" + UUID.randomUUID().toString().substring(0, 8);
        JsonNode user = admin().json(
                        admin().post("/api/v1/admin/users", Map.of("name", name, "password", "a long password")), 201);
        return new Somebody(
                UUID.fromString(user.path("id").asString()),
                SHARED.running().browser().signIn(name, "a long password"));
    }

    private static JsonNode queued(Somebody who, HttpResponse<String> answer, int position) {
        JsonNode problem = who.browser().json(answer, 503);
        assertThat(problem.path("code").asString()).isEqualTo("launch-queued");
        assertThat(problem.path("queuePosition").asInt()).isEqualTo(position);
        return problem;
    }

    @Test
    void whoHasToWaitReadsThePlaceMayGiveUpAndHasATurn() throws Exception {
        Somebody first = somebody();
        Somebody second = somebody();
        Somebody third = somebody();
        try (ScriptedHost host = new ScriptedHost(SHARED.running(), "queue").listen()) {
            host.report();
            admin().json(admin().patch("/api/v1/admin/hosts/" + host.id(), Map.of("maxLogons", 1)), 200);
            JsonNode published = admin().json(
                            admin().post(
                                            "/api/v1/admin/resources",
                                            Map.of(
                                                    "kind", "application",
                                                    "name", "Queue",
                                                    "target", "xterm",
                                                    "users", List.of(first.id(), second.id(), third.id()),
                                                    "hosts", List.of(host.id()))),
                            201);
            UUID resource = UUID.fromString(published.path("id").asString());
            JsonNode begun = first.browser().json(first.click(UUID.randomUUID(), resource), 201);

            UUID key = UUID.randomUUID();
            UUID other = UUID.randomUUID();
            String launch = queued(second, second.click(key, resource), 1)
                    .path("launch")
                    .asString();
            JsonNode behind = third.browser().json(third.click(other, resource), 503);
            assertThat(behind.path("code").asString()).isEqualTo("launch-queued");
            JsonNode shown = second.browser().json(second.browser().get("/api/v1/launches/" + launch), 200);
            assertThat(shown.path("queuePosition").asInt()).isEqualTo(1);
            assertThat(shown.path("state").asString()).isEqualTo("pending");

            String mine = "/api/v1/launches/" + key;
            assertThat(third.browser().delete(mine).statusCode())
                    .as("somebody else's")
                    .isEqualTo(404);
            assertThat(second.browser().delete(mine).statusCode()).isEqualTo(204);
            assertThat(second.browser()
                            .json(second.browser().delete(mine), 409)
                            .path("code")
                            .asString())
                    .isEqualTo("launch-under-way");
            shown = second.browser().json(second.browser().get("/api/v1/launches/" + launch), 200);
            assertThat(shown.path("queuePosition").isNull()).isTrue();
            assertThat(shown.path("reason").asString()).isEqualTo("launch-given-up");

            UUID session = UUID.fromString(begun.path("session").asString());
            host.report(ScriptedHost.session(session, true));
            JsonNode answer = third.browser().json(third.click(other, resource), 201);
            JsonNode stages = third.browser()
                    .json(
                            third.browser()
                                    .get("/api/v1/launches/"
                                            + answer.path("launch").asString()),
                            200)
                    .path("stages");
            assertThat(stages.valueStream().map(stage -> stage.path("stage").asString()))
                    .containsExactly("authenticated", "queued", "placed", "ticket");
            assertThat(host.taken(Order.Prepare.class)).hasSize(2);
            admin().delete("/api/v1/admin/resources/" + resource);
            admin().delete("/api/v1/admin/hosts/" + host.id());
        }
    }
}
