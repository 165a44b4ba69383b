package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.usher.link.client.LinkException;
import org.usher.link.join.JoinToken;
import org.usher.wire.component.ComponentRole;
import tools.jackson.databind.JsonNode;

/** Everything that the API's description lists is denied to whom it is not for, and denials are in the audit log. */
class DenialTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    private static final String PASSWORD = "a long password";

    private static RunningBroker running() {
        return SHARED.running();
    }

    private static String somebody() throws Exception {
        String name = "denied-" + UUID.randomUUID().toString().substring(0, 8);
        RunningBroker.Browser admin = running().administrator();
        admin.json(admin.post("/api/v1/admin/users", Map.of("name", name, "password", PASSWORD)), 201);
        return name;
    }

    private static HttpResponse<String> ask(RunningBroker.Browser browser, ApiContract.Operation operation, String csrf)
            throws Exception {
        String path = operation
                .path()
                .replaceAll("\\{window}", "0x1")
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        HttpRequest.Builder request = browser.request(path)
                .method(
                        operation.method(),
                        operation.method().equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (!csrf.isEmpty()) {
            request.setHeader("X-CSRF-Token", csrf);
        }
        return browser.send(request);
    }

    private static String code(HttpResponse<String> response) {
        return running().json(response).path("code").asString();
    }

    private static boolean isOpen(ApiContract.Operation operation) {
        return Set.of("/api/v1/sign-in", "/api/v1/sign-in/grant", "/api/v1/farm")
                .contains(operation.path());
    }

    @Test
    void strangersGetNothingButTheSignIn() throws Exception {
        RunningBroker.Browser stranger = running().browser();
        stranger.get("/api/v1/me");
        List<ApiContract.Operation> operations = ApiContract.operations();
        assertThat(operations).hasSizeGreaterThan(40);
        for (ApiContract.Operation operation : operations) {
            if (!isOpen(operation)) {
                HttpResponse<String> response = ask(stranger, operation, "");
                assertThat(response.statusCode()).as(operation.toString()).isEqualTo(401);
                assertThat(code(response)).as(operation.toString()).isEqualTo("sign-in-required");
            }
        }
    }

    @Test
    void usersGetNothingOfTheConsole() throws Exception {
        String name = somebody();
        RunningBroker.Browser user = running().browser().signIn(name, PASSWORD);
        List<ApiContract.Operation> console = ApiContract.operations().stream()
                .filter(operation -> operation.path().startsWith("/api/v1/admin/")
                        || operation.path().equals("/metrics"))
                .toList();
        assertThat(console).hasSizeGreaterThan(25);
        for (ApiContract.Operation operation : console) {
            HttpResponse<String> response = ask(user, operation, "");
            assertThat(response.statusCode()).as(operation.toString()).isEqualTo(403);
            assertThat(code(response)).as(operation.toString()).isEqualTo("administrator-required");
        }
        requireAudited(name, "console.use", "administrator-required");
    }

    @Test
    void nothingIsChangedWithoutTheWordAgainstForgery() throws Exception {
        RunningBroker.Browser admin = running()
                .browser()
                .signIn(RunningBroker.ADMINISTRATOR, running().firstPassword());
        List<ApiContract.Operation> changing = ApiContract.operations().stream()
                .filter(operation -> !operation.method().equals("GET"))
                .toList();
        assertThat(changing).hasSizeGreaterThan(20);
        for (ApiContract.Operation operation : changing) {
            HttpResponse<String> response = ask(admin, operation, "another word");
            assertThat(response.statusCode()).as(operation.toString()).isEqualTo(403);
            assertThat(code(response)).as(operation.toString()).isEqualTo("csrf");
        }
        assertThat(admin.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    // Audit

    private static void requireAudited(String actor, String action, String reason) throws Exception {
        RunningBroker.Browser admin = running().administrator();
        JsonNode facts = admin.json(admin.get("/api/v1/admin/audit?actor=" + actor + "&action=" + action), 200);
        assertThat(facts.valueStream()).as("%s by %s: %s", action, actor, facts).anySatisfy(fact -> {
            assertThat(fact.path("outcome").asString()).isEqualTo("refused");
            assertThat(fact.path("reason").asString()).isEqualTo(reason);
        });
    }

    @Test
    void wrongPasswordsAndClosedNamesAreInTheAuditLog() throws Exception {
        String name = somebody();
        RunningBroker.Browser browser = running().browser();
        browser.get("/api/v1/me");
        Map<String, String> wrong = Map.of("name", name, "password", "a wrong password");
        browser.post("/api/v1/sign-in", wrong);
        requireAudited(name, "user.sign-in", "sign-in-failed");
        HttpResponse<String> last = browser.post("/api/v1/sign-in", wrong);
        for (int i = 0; i < 5; i++) {
            last = browser.post("/api/v1/sign-in", wrong);
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(running().json(last).path("retryAfterSeconds").asInt()).isBetween(1, 60);
        assertThat(last.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 60));
        requireAudited(name, "user.sign-in", "sign-in-too-many");
    }

    @Test
    void someoneWhoIsSwitchedOffIsRefusedLikeAWrongPasswordAndAudited() throws Exception {
        String name = somebody();
        RunningBroker.Browser admin = running().administrator();
        String id = admin.json(admin.get("/api/v1/admin/users"), 200)
                .valueStream()
                .filter(user -> user.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        admin.json(admin.patch("/api/v1/admin/users/" + id, Map.of("enabled", false)), 200);
        RunningBroker.Browser browser = running().browser();
        browser.get("/api/v1/me");
        HttpResponse<String> right = browser.post("/api/v1/sign-in", Map.of("name", name, "password", PASSWORD));
        assertThat(right.statusCode()).isEqualTo(401);
        assertThat(code(right)).isEqualTo("sign-in-failed");
        requireAudited(name, "user.sign-in", "sign-in-failed");
    }

    @Test
    void aMachineThatMayNotJoinIsInTheAuditLog() throws Exception {
        JoinToken token = running().hostToken();
        String first = "joined-" + UUID.randomUUID().toString().substring(0, 8);
        running().join(token, ComponentRole.HOST, first);
        String second = "refused-" + UUID.randomUUID().toString().substring(0, 8);
        assertThatThrownBy(() -> running().join(token, ComponentRole.HOST, second))
                .isInstanceOf(LinkException.class);
        requireAudited(second, "component.join", "join-token-refused");
    }

    @Test
    void aRefusedLaunchIsInTheAuditLog() throws Exception {
        String name = somebody();
        RunningBroker.Browser user = running().browser().signIn(name, PASSWORD);
        HttpResponse<String> refused = user.post(
                "/api/v1/launches",
                Map.of("key", UUID.randomUUID(), "resource", UUID.randomUUID(), "width", 800, "height", 600));
        assertThat(refused.statusCode()).isEqualTo(404);
        requireAudited(name, "resource.launch", "resource-unknown");
    }
}
