package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a user notices when something dies: as little as can be. */
class FaultsIT {

    private static final String LINE = "the quick brown fox jumps over the lazy dog 0123456789";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static TestFarm farm;
    private static PortalPage.Chromium chromium;
    private static final List<String> OTHERS = List.of("bob", "carol", "dave", "erin");

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(directory, 2);
        chromium = new PortalPage.Chromium();
        List<String> users = new ArrayList<>();
        users.add(farm.user("alice"));
        for (String name : OTHERS) {
            users.add(farm.user(name));
        }
        farm.publish("Terminal", "xfce4-terminal", List.of("--disable-server"), users);
        farm.publish("Calculator", "galculator", List.of(), users);
    }

    @AfterAll
    static void stop() {
        chromium.close();
        farm.close();
    }

    /** Whatever a test has killed, the next one begins with a whole farm without sessions. */
    @AfterEach
    void mend() {
        farm.awaitHosts();
        List.of("alice", "bob", "carol", "dave", "erin").forEach(farm::endSessions);
        Await.until(
                "the sessions' end",
                () -> farm.api().get("/api/v1/admin/sessions").isEmpty());
    }

    private static JsonNode session() {
        return farm.sessions("alice").getFirst();
    }

    private static PortalPage terminal() {
        PortalPage portal = chromium.open(farm.address()).signIn("alice", TestFarm.PASSWORD);
        portal.open("Terminal");
        Await.until("the terminal's window", () -> session().path("windows").size() == 1);
        portal.focus();
        return portal;
    }

    private static TestHost host() {
        return farm.host(session().path("host").asString());
    }

    private static TestHost otherThan(TestHost host) {
        return farm.hosts().stream().filter(one -> one != host).findFirst().orElseThrow();
    }

    private static void awaitFile(TestHost host, String name, String content) {
        try {
            Await.until(name, () -> host.file("alice", name).equals(Optional.of(content)));
        } catch (AssertionError missing) {
            String there;
            try {
                there = host.file("alice", name).orElse("(no file)");
            } catch (IOException unreadable) {
                there = unreadable.toString();
            }
            throw new AssertionError(name + " holds:\n" + there + "\n(expected)\n" + content, missing);
        }
    }

    @Test
    void noKeyStrokeIsLostWhenTransportsAreCutAndGatewaysDie() throws Exception {
        try (PortalPage portal = terminal()) {
            TestHost host = host();
            String session = session().path("id").asString();
            long connections = host.rdpConnections();
            StringBuilder typed = new StringBuilder();
            portal.type("cat > typed.txt\n");

            // A connection that is reset in the middle of a line.
            portal.type(LINE);
            farm.cutTransports();
            portal.type(LINE + "\n");
            typed.append(LINE).append(LINE).append('\n');
            awaitFile(host, "typed.txt", typed.toString());

            // A cable that is pulled: nobody is told, and typing goes on in the meantime.
            portal.type(LINE);
            farm.unplugUsers();
            portal.type(LINE);
            portal.visible("Reconnecting");
            portal.type(LINE);
            farm.plugInUsers();
            portal.type(LINE + "\n");
            typed.append(LINE.repeat(4)).append('\n');
            awaitFile(host, "typed.txt", typed.toString());

            // One gateway dies and comes back, then the other one: one of the two has carried the stream.
            for (Part gateway : farm.gateways()) {
                portal.type(LINE);
                gateway.kill();
                portal.type(LINE + "\n");
                typed.append(LINE).append(LINE).append('\n');
                awaitFile(host, "typed.txt", typed.toString());
                gateway.restart();
                Await.until(
                        "the gateway's return",
                        () -> farm.balancerSees(farm.gateways().size()));
            }

            portal.page().keyboard().press("Control+d");
            portal.type("echo done > done.txt\n");
            awaitFile(host, "done.txt", "done\n");
            assertThat(host.rdpConnections()).as("RDP connections").isEqualTo(connections);
            assertThat(session().path("id").asString()).isEqualTo(session);
        }
    }

    @Test
    void whenAHostDiesTheNextLaunchesGoToTheOtherWithoutAFailedClick() throws Exception {
        List<ApiUser> users = signIn(OTHERS);
        try (PortalPage portal = terminal()) {
            TestHost dead = host();
            TestHost other = otherThan(dead);
            dead.powerOff();
            for (ApiUser user : users) {
                JsonNode launch = user.launch("Terminal");
                assertThat(launch.path("outcome").asString()).as("%s", launch).isEqualTo("connect");
            }
            for (String name : OTHERS) {
                assertThat(farm.sessions(name).getFirst().path("host").asString())
                        .isEqualTo(other.name());
            }
            // Who was on the dead host sees that, and can open the application again at once: on the other one.
            portal.visible("Reconnecting");
            portal.button("Applications").click();
            portal.menuItem("Terminal").click();
            Await.until(
                    "a session on the other host",
                    () -> farm.sessions("alice").stream()
                            .anyMatch(session -> session.path("host").asString().equals(other.name())
                                    && session.path("windows").size() == 1));
            portal.focus().type("echo there > other.txt\n");
            awaitFile(other, "other.txt", "there\n");
        } finally {
            farm.powerOnAll();
        }
    }

    @Test
    void aHostThatIsCutOffCostsNoClickEither() throws Exception {
        List<ApiUser> users = signIn(OTHERS);
        farm.network().unplug(1);
        try {
            for (ApiUser user : users) {
                JsonNode launch = user.launch("Terminal");
                assertThat(launch.path("outcome").asString()).as("%s", launch).isEqualTo("connect");
            }
            for (String name : OTHERS) {
                assertThat(farm.sessions(name).getFirst().path("host").asString())
                        .isEqualTo(farm.hosts().get(1).name());
            }
        } finally {
            farm.network().plugIn(1);
        }
    }

    @Test
    void sessionsGoOnWithoutTheBrokerAndLaunchingWorksAgainWhenItIsBack() throws Exception {
        try (PortalPage portal = terminal()) {
            TestHost host = host();
            String session = session().path("id").asString();
            long connections = host.rdpConnections();
            farm.broker().kill();
            portal.type("echo without > broker.txt\n");
            awaitFile(host, "broker.txt", "without\n");
            portal.button("Applications").click();
            portal.menuItem("Calculator").click();
            portal.visible("not reachable");
            farm.broker().restart();
            Await.until("the broker's return", farm.api()::answers);
            farm.awaitHosts();
            Await.until("the second application", () -> {
                if (portal.menuItem("Calculator").count() == 0) {
                    portal.button("Applications").click();
                }
                portal.menuItem("Calculator").click();
                Await.until("two windows", () -> session().path("windows").size() == 2);
                return true;
            });
            assertThat(session().path("id").asString()).isEqualTo(session);
            assertThat(host.rdpConnections()).isEqualTo(connections);
            // Who opens something now is served as before.
            assertThat(ApiUser.signIn(farm, "bob")
                            .launch("Terminal")
                            .path("outcome")
                            .asString())
                    .isEqualTo("connect");
        }
    }

    @Test
    void theAgentsRestartCostsNothing() throws Exception {
        try (PortalPage portal = terminal()) {
            TestHost host = host();
            long connections = host.rdpConnections();
            host.killPart(TestHost.AGENT);
            portal.type("echo without > agent.txt\n");
            awaitFile(host, "agent.txt", "without\n");
            farm.awaitHosts();
            portal.button("Applications").click();
            portal.menuItem("Calculator").click();
            Await.until("two windows", () -> session().path("windows").size() == 2);
            assertThat(host.rdpConnections()).isEqualTo(connections);
            assertOneOfEach(host);
        }
    }

    @Test
    void theFrontsAndTheRdpServersRestartsCostARedraw() throws Exception {
        try (PortalPage portal = terminal()) {
            TestHost host = host();
            // What is under way when a front dies is lost, so its arrival is waited for.
            portal.type("remembered=yes; echo ready > ready.txt\n");
            awaitFile(host, "ready.txt", "ready\n");
            for (String part : List.of(TestHost.FRONT, TestHost.XRDP)) {
                String file = "after-" + host.rdpConnections() + ".txt";
                long connections = host.rdpConnections();
                host.killPart(part);
                Await.until("the page's return by itself after " + part, () -> host.rdpConnections() > connections);
                Await.until(
                        "somebody who looks",
                        () -> session().path("state").asString().equals("active"));
                portal.awaitPicture();
                portal.focus();
                Await.until("the shell of before", () -> {
                    portal.type("echo $remembered > " + file + "\n");
                    return host.file("alice", file).equals(Optional.of("yes\n"));
                });
            }
            assertThat(session().path("windows").size()).isEqualTo(1);
            assertOneOfEach(host);
        }
    }

    @Test
    void theSessionManagersDeathCostsTheSessionOnlyWhenItIsLeft() throws Exception {
        try (PortalPage portal = terminal()) {
            TestHost host = host();
            host.killPart(TestHost.SESMAN);
            portal.type("echo without > sesman.txt\n");
            awaitFile(host, "sesman.txt", "without\n");
            Await.until("the session manager's return", () -> host.runs(TestHost.SESMAN));
            portal.button("Applications").click();
            portal.menuItem("Calculator").click();
            Await.until("two windows", () -> session().path("windows").size() == 2);
            portal.closeTab();
        }
        try (PortalPage again = terminal()) {
            TestHost host = host();
            again.type("echo again > sesman.txt\n");
            awaitFile(host, "sesman.txt", "again\n");
            assertOneOfEach(host);
        }
    }

    private static List<ApiUser> signIn(List<String> names) throws Exception {
        List<ApiUser> users = new ArrayList<>();
        for (String name : names) {
            users.add(ApiUser.signIn(farm, name));
        }
        return users;
    }

    /** One session, one X server, one launcher: nothing is doubled. */
    private static void assertOneOfEach(TestHost host) {
        assertThat(farm.sessions("alice")).hasSize(1);
        assertThat(host.pids("Xorg :")).hasSize(1);
        assertThat(host.pids("xfwm4|openbox --")).hasSizeLessThanOrEqualTo(1);
    }
}
