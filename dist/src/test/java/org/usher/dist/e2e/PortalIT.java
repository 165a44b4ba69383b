package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.usher.dist.e2e.Inspection.assertInOrder;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Portal and console as everybody can use them: wide and narrow, light and dark, by keyboard, with a screen reader. */
class PortalIT {

    private static final Map<String, String> CONSOLE = Map.of(
            "", "Hosts",
            "/resources", "Resources",
            "/users", "Users",
            "/groups", "Groups",
            "/sessions", "Sessions",
            "/launches", "Launches",
            "/audit", "Audit",
            "/site", "Site");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static PortalPage.Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 1);
        chromium = new PortalPage.Chromium();
        String alice = farm.user("alice");
        farm.user("locked");
        farm.api()
                .post(
                        "/api/v1/admin/users",
                        Map.of(
                                "name",
                                "root2",
                                "displayName",
                                "Ruth",
                                "password",
                                TestFarm.PASSWORD,
                                "administrator",
                                true));
        farm.publish("Terminal", "xfce4-terminal", List.of("--disable-server"), List.of(alice));
        farm.publish("Calculator", "galculator", List.of(), List.of(alice));
        farm.publish("Missing", "no-such-program", List.of(), List.of(alice));
    }

    @AfterAll
    static void stop() {
        chromium.close();
        farm.close();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void theUsersPagesAreInOrder(Look look) {
        try (PortalPage portal = chromium.open(farm.address(), look.options())) {
            portal.button("Sign in").waitFor();
            assertInOrder(portal, "the sign-in page");
            portal.trySignIn("alice", "not the password");
            portal.visible("Name or password is wrong");
            assertInOrder(portal, "the refused sign-in");
            portal.signIn("alice", TestFarm.PASSWORD);
            portal.tile("Terminal").waitFor();
            assertInOrder(portal, "the applications");
            portal.open("Calculator");
            assertInOrder(portal, "the session");
        } finally {
            farm.endSessions("alice");
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void theConsolesPagesAreInOrder(Look look) {
        try (PortalPage portal = chromium.open(farm.address(), look.options()).signIn("root2", TestFarm.PASSWORD)) {
            for (Map.Entry<String, String> place : CONSOLE.entrySet()) {
                portal.page().navigate(farm.address() + "console" + place.getKey());
                portal.page()
                        .getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions()
                                        .setName(place.getValue())
                                        .setExact(true))
                        .first()
                        .waitFor();
                assertInOrder(portal, place.getValue());
            }
        }
    }

    @Test
    void everythingGoesByKeyboard() throws Exception {
        try (PortalPage portal = chromium.open(farm.address())) {
            portal.button("Sign in").waitFor();
            portal.page().keyboard().type("alice");
            portal.page().keyboard().press("Tab");
            portal.page().keyboard().type(TestFarm.PASSWORD);
            portal.page().keyboard().press("Enter");
            portal.tile("Terminal").waitFor();
            portal.page().keyboard().press("/");
            portal.page().keyboard().type("term");
            Await.until("the search's result", () -> portal.tile("Calculator").count() == 0);
            portal.tabTo(portal.tile("Terminal"));
            portal.page().keyboard().press("Enter");
            portal.awaitPicture();
            Await.until(
                    "the terminal's window",
                    () -> farm.sessions("alice").getFirst().path("windows").size() == 1);
            // The picture has the keyboard already.
            portal.type("echo keys > keys.txt\n");
            Await.until(
                    "the effect on the host",
                    () -> farm.hosts().getFirst().file("alice", "keys.txt").equals(Optional.of("keys\n")));
        } finally {
            farm.endSessions("alice");
        }
    }

    @Test
    void whatCannotBeOpenedIsSaidInWords() {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.tile("Missing").click();
            portal.visible("The program is not installed on the host");
            assertInOrder(portal, "the refusal");
        } finally {
            farm.endSessions("alice");
        }
    }

    @Test
    void whoGuessesIsLockedOutAndTold() throws Exception {
        try (PortalPage portal = chromium.open(farm.address())) {
            int status = 0;
            for (int guess = 0; guess < 12 && status != 429; guess++) {
                String password = "guess " + guess;
                status = portal.page()
                        .waitForResponse(
                                response -> response.url().endsWith("/sign-in"),
                                () -> portal.trySignIn("locked", password))
                        .status();
                assertThat(status).isIn(401, 429);
            }
            assertThat(status).isEqualTo(429);
            portal.visible("Too many attempts");
            assertInOrder(portal, "the lock-out");
            // The right password does not help any more, for a while.
            JsonNode refused = ApiUser.tryToSignIn(farm, "locked");
            assertThat(refused.path("code").asString()).isEqualTo("sign-in-too-many");
        }
    }
}
