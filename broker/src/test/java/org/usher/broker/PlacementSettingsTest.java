package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** How the site chooses hosts, as administrators and hosts see it. */
class PlacementSettingsTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    private static final String PATH = "/api/v1/admin/site/placement";

    private static final Map<String, Object> USUAL = Map.of(
            "method",
            "resources",
            "sessionsWeight",
            2.0,
            "cpuWeight",
            1.0,
            "memoryWeight",
            1.0,
            "deadSeconds",
            15,
            "reportSeconds",
            3,
            "logonsPerHost",
            10,
            "queueSeconds",
            120);

    private static RunningBroker.Browser admin() throws Exception {
        return SHARED.running().administrator();
    }

    private static Map<String, Object> usualBut(String field, Object value) {
        Map<String, Object> form = new HashMap<>(USUAL);
        form.put(field, value);
        return form;
    }

    @AfterEach
    void usual() throws Exception {
        admin().json(admin().put(PATH, USUAL), 200);
    }

    @Test
    void theyAreReadAsTheyWerePutAndTheAuditLogKnowsBeforeAndAfter() throws Exception {
        Map<String, Object> wanted = usualBut("method", "round-robin");
        wanted.put("deadSeconds", 40);
        JsonNode put = admin().json(admin().put(PATH, wanted), 200);
        assertThat(put).isEqualTo(admin().json(admin().get(PATH), 200));
        assertThat(put.path("method").asString()).isEqualTo("round-robin");
        assertThat(put.path("deadSeconds").asInt()).isEqualTo(40);
        JsonNode fact = admin().json(admin().get("/api/v1/admin/audit?limit=1&action=site.placement"), 200)
                .get(0);
        assertThat(fact.path("actor").asString()).isEqualTo(RunningBroker.ADMINISTRATOR);
        assertThat(fact.path("details").path("method").asString()).isEqualTo("resources → round-robin");
        assertThat(fact.path("details").path("deadSeconds").asString()).isEqualTo("15 → 40");
        assertThat(fact.path("details").size()).as("only what has changed").isEqualTo(2);
    }

    private static void assertRefused(Map<String, Object> form, String field) throws Exception {
        HttpResponse<String> answer = admin().put(PATH, form);
        JsonNode problem = admin().json(answer, 400);
        assertThat(problem.path("faults").get(0).path("field").asString())
                .as(answer.body())
                .isEqualTo(field);
        assertThat(admin().json(admin().get(PATH), 200).path("deadSeconds").asInt())
                .isEqualTo(15);
    }

    @Test
    void whatIsOutOfItsLimitsOrLeftOutIsRefusedByName() throws Exception {
        assertRefused(usualBut("method", "random"), "method");
        assertRefused(usualBut("cpuWeight", -1), "cpuWeight");
        assertRefused(usualBut("deadSeconds", 301), "deadSeconds");
        assertRefused(usualBut("reportSeconds", 6), "deadSeconds");
        assertRefused(usualBut("logonsPerHost", 101), "logonsPerHost");
        assertRefused(usualBut("queueSeconds", 9), "queueSeconds");
        Map<String, Object> less = new HashMap<>(USUAL);
        less.remove("queueSeconds");
        assertRefused(less, "queueSeconds");
        Map<String, Object> nothing = usualBut("sessionsWeight", 0);
        nothing.put("cpuWeight", 0);
        nothing.put("memoryWeight", 0);
        assertRefused(nothing, "sessionsWeight");
    }

    @Test
    void hostsAreToldHowOftenToReport() throws Exception {
        admin().json(admin().put(PATH, usualBut("reportSeconds", 5)), 200);
        try (ScriptedHost host = new ScriptedHost(SHARED.running(), "reporting")) {
            assertThat(host.report().reportEverySeconds()).isEqualTo(5);
            admin().delete("/api/v1/admin/hosts/" + host.id());
        }
    }
}
