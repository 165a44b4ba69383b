package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A launch that hangs is named by the stage at which it hangs, to its user and to administrators, while it hangs. */
class HangsIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static PortalPage.Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 1);
        chromium = new PortalPage.Chromium();
        List<String> users = List.of(farm.user("alice"), farm.user("bob"));
        farm.publish("Terminal", "xfce4-terminal", List.of("--disable-server"), users);
        farm.publish("Nothing", "sleep", List.of("60"), users);
        // A host that does this for the first time may take so long that it is given up.
        Await.until(
                "a first launch",
                () -> ApiUser.signIn(farm, "alice")
                        .launch("Terminal")
                        .path("outcome")
                        .asString("")
                        .equals("connect"));
        awaitWindow();
        endSessions();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        farm.close();
    }

    @AfterEach
    void endAll() {
        endSessions();
    }

    private static void endSessions() {
        farm.awaitHosts();
        farm.endSessions("alice");
        Await.until("the end of the displays", () -> host().pids("[X]org").isEmpty());
    }

    private static void awaitWindow() {
        Await.until(
                "the terminal's window",
                () -> farm.sessions("alice").stream()
                        .anyMatch(session -> session.path("windows").size() == 1));
    }

    private static TestHost host() {
        return farm.hosts().getFirst();
    }

    /** Stops a part where it stands, as something that blocks does: it is there, and does nothing. */
    private static void freeze(String part) {
        host().run("sh", "-c", "kill -STOP $(" + part + ")");
    }

    private static void thaw(String part) {
        host().run("sh", "-c", "kill -CONT $(" + part + ")");
    }

    private static JsonNode latest() {
        return farm.api().get("/api/v1/admin/launches?limit=1").path(0);
    }

    private static void awaitStuckAt(String stage) {
        awaitStuck(stage);
        assertThat(latest().path("host").asString()).isEqualTo(host().name());
    }

    private static void awaitStuck(String stage) {
        Await.until("a launch that hangs at " + stage, () -> {
            JsonNode launch = latest();
            if (!launch.path("stuck").path("stage").asString("").equals(stage)) {
                throw new AssertionError(launch.toString());
            }
            return true;
        });
        JsonNode launch = latest();
        // Not an old one, and not one that has come to an end.
        assertThat(launch.path("state").asString()).isIn("connecting", "pending", "opened");
    }

    @Test
    void aSessionManagerThatBlocksIsNamedAndTheLaunchGoesOnWhenItDoes() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            freeze(TestHost.SESMAN);
            try {
                portal.tile("Terminal").click();
                awaitStuckAt("sign-on");
                portal.visible("Waiting for the sign-on on " + host().name());
            } finally {
                thaw(TestHost.SESMAN);
            }
            awaitWindow();
        }
    }

    @Test
    void anRdpServerThatBlocksIsNamed() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            freeze(TestHost.XRDP);
            try {
                portal.tile("Terminal").click();
                awaitStuckAt("host-connected");
                portal.visible("Waiting for the remote desktop service on " + host().name());
            } finally {
                thaw(TestHost.XRDP);
            }
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenDownIsNamed() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            try (Connection database = farm.database();
                    Statement statement = database.createStatement()) {
                // As another broker does that has just stopped to answer while it decides.
                statement.execute("select pg_advisory_lock(hashtextextended('places:' || id, 0)) from site");
                portal.tile("Terminal").click();
                awaitStuck("placed");
                portal.visible("Waiting for a place on");
            }
            awaitWindow();
        }
    }

    @Test
    void whoHasToWaitForTheirTurnIsToldSo() throws Exception {
        ObjectNode rules = (ObjectNode) farm.api().get("/api/v1/admin/site/placement");
        farm.api().put("/api/v1/admin/site/placement", rules.deepCopy().put("logonsPerHost", 1));
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            freeze(TestHost.SESMAN);
            try {
                assertThat(ApiUser.signIn(farm, "bob")
                                .launch("Terminal")
                                .path("outcome")
                                .asString())
                        .isEqualTo("connect");
                portal.tile("Terminal").click();
                portal.visible("You are next in the queue.");
                assertThat(farm.sessions("alice")).isEmpty();
            } finally {
                thaw(TestHost.SESMAN);
            }
            awaitWindow();
        } finally {
            farm.api().put("/api/v1/admin/site/placement", rules);
            farm.endSessions("bob");
        }
    }

    @Test
    void anXServerThatDoesNotBeginIsNamed() throws Exception {
        Path silent = Files.writeString(host().directory().resolve("silent-x"), "#!/bin/sh\nsleep 60\n");
        Files.setPosixFilePermissions(silent, PosixFilePermissions.fromString("rwxr-xr-x"));
        String server = host().run("sh", "-c", "sed -n '/^.Xorg]/,/^param=/s/^param=//p' /etc/xrdp/sesman.ini")
                .strip();
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            host().run("mount", "--bind", silent.toString(), server);
            try {
                portal.tile("Terminal").click();
                awaitStuckAt("session-created");
                portal.visible("Waiting for the session on " + host().name());
            } finally {
                host().run("umount", "--lazy", server);
            }
        }
    }

    @Test
    void aProfileThatBlocksIsNamedAsTheLaunchers() throws Exception {
        Path profile = host().home("alice").resolve(".profile");
        String before = Files.readString(profile);
        Files.writeString(profile, "while [ ! -e \"$HOME/go-on\" ]; do sleep 0.1; done\n");
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.tile("Terminal").click();
            awaitStuckAt("launcher");
            portal.visible("Waiting for the session’s launcher on " + host().name());
            Files.writeString(host().home("alice").resolve("go-on"), "");
            awaitWindow();
        } finally {
            Files.writeString(profile, before);
        }
    }

    @Test
    void aProgramWithoutAWindowIsNamed() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.tile("Nothing").click();
            awaitStuckAt("first-window");
            portal.visible("Waiting for the first window on " + host().name());
        }
    }

    @Test
    void aPageThatNeverComesIsNamed() throws Exception {
        JsonNode launch = ApiUser.signIn(farm, "alice").launch("Terminal");
        assertThat(launch.path("outcome").asString()).as("%s", launch).isEqualTo("connect");
        awaitStuckAt("tunnel");
        awaitWindow();
    }

    @Test
    void anAgentThatBlocksIsNamedBeforeTheClickIsAnswered() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.open("Terminal");
            awaitWindow();
        }
        // The session is there, so its host is asked until it is certain that it does not answer.
        try (PortalPage again = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            freeze(TestHost.AGENT);
            try {
                again.tile("Terminal").click();
                awaitStuckAt("ticket");
                again.visible("Waiting for the agent on " + host().name());
            } finally {
                thaw(TestHost.AGENT);
            }
        }
    }

    @Test
    void usualTimesAreKnownOfEveryStageOfTheHost() throws Exception {
        try (PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD)) {
            portal.open("Terminal");
            Await.until(
                    "the first window's time",
                    () -> latest().path("stages").findValuesAsString("stage").contains("first-window"));
        }
        Optional<JsonNode> stuck = Optional.of(latest().path("stuck")).filter(JsonNode::isObject);
        assertThat(stuck).isEmpty();
        assertThat(farm.api().get("/api/v1/admin/launch-times?hours=1").findValuesAsString("stage"))
                .contains(
                        "authenticated",
                        "placed",
                        "ticket",
                        "tunnel",
                        "host-connected",
                        "sign-on",
                        "session-created",
                        "launcher",
                        "first-window");
    }
}
