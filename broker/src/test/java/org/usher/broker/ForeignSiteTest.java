package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What another site of the same farm has, in the same tables, is not there for anybody of this one. */
class ForeignSiteTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    // The broker serves the first site, and this one comes after every other.
    private static final UUID SITE = UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff");
    private static final UUID USER = UUID.randomUUID();
    private static final UUID GROUP = UUID.randomUUID();
    private static final UUID HOST = UUID.randomUUID();
    private static final UUID RESOURCE = UUID.randomUUID();
    private static final UUID SESSION = UUID.randomUUID();
    private static final UUID LAUNCH = UUID.randomUUID();

    private static RunningBroker.Browser admin() throws Exception {
        return SHARED.running().administrator();
    }

    private static JdbcClient sql() {
        return SHARED.running().broker().context().getBean(JdbcClient.class);
    }

    private static void insert(String statement) {
        sql().sql(statement)
                .param("site", SITE)
                .param("user", USER)
                .param("group", GROUP)
                .param("host", HOST)
                .param("resource", RESOURCE)
                .param("session", SESSION)
                .param("launch", LAUNCH)
                .update();
    }

    @BeforeAll
    static void furnish() {
        for (String statement : List.of(
                "insert into site (id, name) values (:site, 'Elsewhere')",
                "insert into farm_user (id, site_id, name, display_name, password_hash)"
                        + " values (:user, :site, 'stranger', 'Stranger', 'none')",
                "insert into farm_group (id, site_id, name) values (:group, :site, 'Strangers')",
                "insert into component (id, site_id, role, name, serial, certificate_expires)"
                        + " values (:host, :site, 'host', 'strange', '1', now() + interval '1 day')",
                "insert into host (id, site_id, name, address) values (:host, :site, 'strange', 'strange.example')",
                "insert into resource (id, site_id, kind, name, folder, target, arguments, start_in, enabled)"
                        + " values (:resource, :site, 'desktop', 'Strange', '', '', '{}', '', true)",
                "insert into session (id, site_id, user_id, host_id, kind, policy, state, until)"
                        + " values (:session, :site, :user, :host, 'desktop', 'usual', 'starting', now() + interval '1 hour')",
                "insert into launch (id, site_id, user_id, click, address)"
                        + " values (:launch, :site, :user, gen_random_uuid()::text, '')",
                "insert into audit (site_id, actor, address, action, object, outcome)"
                        + " values (:site, 'stranger', '', 'strange.act', 'strange', 'done')")) {
            insert(statement);
        }
    }

    @Test
    void listsDoNotShowIt() throws Exception {
        for (String path : List.of("users", "groups", "hosts", "resources", "sessions")) {
            String list = admin().get("/api/v1/admin/" + path).body();
            for (UUID id : List.of(USER, GROUP, HOST, RESOURCE, SESSION, LAUNCH)) {
                assertThat(list).as(path).doesNotContain(id.toString());
            }
        }
        // The details of this site's own refused launches repeat what was asked for.
        assertThat(admin().get("/api/v1/admin/launches?limit=1000").body())
                .doesNotContain(LAUNCH.toString(), "Strange");
        assertThat(admin().get("/api/v1/admin/audit?limit=1000").body()).doesNotContain("strange.act");
        assertThat(admin().get("/api/v1/admin/site").body()).doesNotContain("Elsewhere");
    }

    @Test
    void idsOfItLeadNowhereAndNothingIsChanged() throws Exception {
        RunningBroker.Browser admin = admin();
        for (String path : List.of(
                "admin/users/" + USER,
                "admin/resources/" + RESOURCE,
                "admin/hosts/" + HOST + "/applications",
                "launches/" + LAUNCH)) {
            assertThat(admin.get("/api/v1/" + path).statusCode()).as(path).isEqualTo(404);
        }
        for (String path : List.of("users/" + USER, "groups/" + GROUP, "hosts/" + HOST)) {
            assertThat(admin.patch("/api/v1/admin/" + path, Map.of("name", "Taken", "displayName", "Taken"))
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(admin.put("/api/v1/admin/resources/" + RESOURCE, Map.of("kind", "desktop", "name", "Taken"))
                        .statusCode())
                .isEqualTo(404);
        for (String path : List.of(
                "admin/users/" + USER,
                "admin/groups/" + GROUP,
                "admin/hosts/" + HOST,
                "admin/resources/" + RESOURCE,
                "admin/sessions/" + SESSION,
                "sessions/" + SESSION)) {
            assertThat(admin.delete("/api/v1/" + path).statusCode()).as(path).isEqualTo(404);
        }
        for (String path :
                List.of("admin/sessions/" + SESSION + "/disconnect", "sessions/" + SESSION + "/disconnect")) {
            assertThat(admin.post("/api/v1/" + path, Map.of()).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        for (String table : List.of("farm_user", "farm_group", "host", "resource", "session", "launch")) {
            assertThat(sql().sql("select count(*) from " + table + " where site_id = :site")
                            .param("site", SITE)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isEqualTo(1);
        }
        assertThat(sql().sql("select count(*) from farm_user where display_name = 'Taken'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void nothingOfItCanBeGranted() throws Exception {
        for (Map.Entry<String, UUID> grant :
                Map.of("users", USER, "groups", GROUP, "hosts", HOST).entrySet()) {
            assertThat(admin().post(
                                    "/api/v1/admin/resources",
                                    Map.of(
                                            "kind",
                                            "desktop",
                                            "name",
                                            "granted " + grant.getKey(),
                                            grant.getKey(),
                                            List.of(grant.getValue())))
                            .statusCode())
                    .as(grant.getKey())
                    .isEqualTo(400);
        }
    }

    @Test
    void whatItHasCannotBeLaunched() throws Exception {
        assertThat(admin().post(
                                "/api/v1/launches",
                                Map.of("key", UUID.randomUUID(), "resource", RESOURCE, "width", 800, "height", 600))
                        .statusCode())
                .isEqualTo(404);
        assertThat(admin().post(
                                "/api/v1/launches",
                                Map.of("key", UUID.randomUUID(), "session", SESSION, "width", 800, "height", 600))
                        .statusCode())
                .isEqualTo(404);
    }
}
