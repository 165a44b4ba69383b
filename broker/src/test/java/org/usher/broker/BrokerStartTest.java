package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerStartTest {

    @Test
    void aNewFarmHasAnAdministratorWhoCanSignIn(@TempDir Path directory) throws Exception {
        try (RunningBroker running = RunningBroker.start(directory)) {
            RunningBroker.Browser browser = running.browser().signIn("admin", running.firstPassword());
            HttpResponse<String> me = browser.get("/api/v1/me");
            assertThat(me.statusCode()).isEqualTo(200);
            System.out.println(me.body());
            System.out.println(browser.get("/api/v1/admin/hosts").body());
            System.out.println(browser.get("/api/v1/admin/audit").body());
            System.out.println(browser.get("/api/v1/admin/users").body());
            System.out.println(browser.get("/metrics").body().length());
        }
    }
}
