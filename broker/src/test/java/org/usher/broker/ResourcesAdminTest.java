package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Publishing, as administrators and the audit log see it. */
class ResourcesAdminTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    private static final String PATH = "/api/v1/admin/resources";
    private static final String SECRET = "the share's own secret";

    private static RunningBroker.Browser admin() throws Exception {
        return SHARED.running().administrator();
    }

    private static Map<String, Object> form(String kind, String target, Object... more) {
        Map<String, Object> form =
                new HashMap<>(Map.of("kind", kind, "name", "It " + UUID.randomUUID(), "target", target));
        for (int i = 0; i < more.length; i += 2) {
            form.put((String) more[i], more[i + 1]);
        }
        return form;
    }

    private static JsonNode publish(Map<String, Object> form) throws Exception {
        return admin().json(admin().post(PATH, form), 201);
    }

    private static JsonNode details(String action) throws Exception {
        return admin().json(admin().get("/api/v1/admin/audit?limit=1&action=" + action), 200)
                .get(0)
                .path("details");
    }

    private static void assertRefused(String field, Map<String, Object> form) throws Exception {
        HttpResponse<String> answer = admin().post(PATH, form);
        assertThat(admin().json(answer, 400).path("faults").get(0).path("field").asString())
                .as(answer.body())
                .isEqualTo(field);
    }

    @Test
    void whatIsSaidOfStartingIsReadAsItWasPut() throws Exception {
        JsonNode made = publish(form("application", "writer", "autoStart", true, "extensions", List.of(".ODT", "doc")));
        assertThat(made.path("autoStart").asBoolean()).isTrue();
        assertThat(made.path("extensions").toString()).isEqualTo("[\"odt\",\"doc\"]");
        assertThat(made.path("perHost").size()).isZero();
        assertThat(admin().json(admin().get(PATH + "/" + made.path("id").asString()), 200))
                .isEqualTo(made);
    }

    @Test
    void whatCannotBeIsRefusedByName() throws Exception {
        assertRefused("autoStart", form("desktop", "", "autoStart", true));
        assertRefused("autoStart", form("application", "calc", "autoStart", true, "maxUses", 2));
        assertRefused("autoStart", form("web", "https://web.example/", "autoStart", true, "where", "device"));
        assertRefused("extensions", form("document", "/srv/a.txt", "extensions", List.of("txt")));
        assertRefused("extensions", form("application", "calc", "extensions", List.of("a b")));
        assertRefused("perHost", form("application", "calc", "perHost", List.of(Map.of("target", "other"))));
        assertRefused("perHost", form("application", "calc", "perHost", List.of(Map.of("host", UUID.randomUUID()))));
        assertRefused(
                "request",
                form(
                        "application",
                        "calc",
                        "perHost",
                        List.of(Map.of("host", UUID.randomUUID().toString(), "target", "other"))));
    }

    @Test
    void theAuditLogKnowsWhatAChangeHasChanged() throws Exception {
        Map<String, Object> form = form("application", "calc", "arguments", List.of("-x"));
        String id = publish(form).path("id").asString();
        JsonNode published = details("resource.publish");
        assertThat(published.path("target").asString()).isEqualTo(" → calc");
        assertThat(published.has("kiosk")).as("what was not said").isFalse();

        form.put("target", "/opt/calc");
        form.put("available", false);
        form.put("message", "Back on Monday.");
        admin().json(admin().put(PATH + "/" + id, form), 200);
        JsonNode changed = details("resource.change");
        assertThat(changed.path("target").asString()).isEqualTo("calc → /opt/calc");
        assertThat(changed.path("available").asString()).isEqualTo("true → false");
        assertThat(changed.path("message").asString()).isEqualTo(" → Back on Monday.");
        assertThat(changed.size()).as("only what has changed").isEqualTo(3);
    }

    @Test
    void theAuditLogKnowsThatThereIsAnotherPasswordAndNotWhichOne() throws Exception {
        Map<String, Object> form = form(
                "folder",
                "smb://files.example/team",
                "credentials",
                "account",
                "account",
                "TEAM\\clerk",
                "accountPassword",
                SECRET);
        String id = publish(form).path("id").asString();
        assertThat(details("resource.publish").has("accountPassword")).isTrue();
        form.remove("accountPassword");
        form.put("single", true);
        admin().json(admin().put(PATH + "/" + id, form), 200);
        assertThat(details("resource.change").has("accountPassword"))
                .as("the one that is kept")
                .isFalse();
        form.put("accountPassword", SECRET + " 2");
        admin().json(admin().put(PATH + "/" + id, form), 200);
        assertThat(details("resource.change").has("accountPassword")).isTrue();
        assertThat(admin().get("/api/v1/admin/audit?limit=20").body()).doesNotContain(SECRET);
        assertThat(admin().get(PATH + "/" + id).body()).doesNotContain(SECRET);
    }
}
