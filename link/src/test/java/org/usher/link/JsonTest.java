package org.usher.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.ClaimedLaunch;
import org.usher.link.gateway.FindLaunch;
import org.usher.link.gateway.FoundLaunch;
import org.usher.link.gateway.GatewayReport;
import org.usher.link.host.HostReport;
import org.usher.link.host.HostSession;
import org.usher.link.host.Order;
import org.usher.link.host.Orders;
import org.usher.link.host.Permissions;
import org.usher.link.join.JoinRequest;

class JsonTest {

    private static final UUID ID = new UUID(0, 7);

    @Test
    void everyOrderIsReadBackAsItself() {
        Orders orders = new Orders(List.of(
                new Order.Prepare(
                        ID,
                        ID,
                        ID,
                        true,
                        false,
                        ID,
                        new Order.Account("alice", 20_000, true, "Alice"),
                        false,
                        new Order.Program(ID, "Calc", "calc", List.of("-x", "a b"), ""),
                        true,
                        "client",
                        75,
                        1024,
                        768,
                        new Permissions(Permissions.Clipboard.TO_SESSION, true, false, true, 30),
                        new Order.RdpClient("digest", true),
                        new Order.Limits(15, 60, 480),
                        List.of(new Order.Program(ID, "Notes", "notes", List.of(), "/srv"))),
                new Order.Disconnect(ID, ID),
                new Order.End(ID, ID, true),
                new Order.RaiseWindow(ID, ID, "0x1"),
                new Order.CloseWindow(ID, ID, "0x1"),
                new Order.EndClient(ID, "client"),
                new Order.Message(ID, ID, "Save your work.\nNow.")));
        assertThat(orders.orders()).hasSize(Order.class.getPermittedSubclasses().length);
        assertThat(Json.read(Json.write(orders), Orders.class)).isEqualTo(orders);
    }

    @Test
    void everyWayOfOpeningIsReadBackAsItself() {
        for (Order.Way way : List.of(
                new Order.Document("mousepad"),
                new Order.Web("", true),
                new Order.Folder("thunar", Order.Credentials.ACCOUNT, "TEAM\\clerk", "a secret"))) {
            Order.Program program = new Order.Program(ID, "It", "/srv/it", List.of("-x"), "", way, true);
            assertThat(Json.read(Json.write(program), Order.Program.class)).isEqualTo(program);
        }
        assertThat(Order.Way.class.getPermittedSubclasses()).hasSize(3);
        assertThat(new Order.Folder("", Order.Credentials.ACCOUNT, "clerk", "a secret").toString())
                .contains("clerk")
                .doesNotContain("a secret");
    }

    @Test
    void whatANewerComponentAddsIsPassedOver() {
        assertThat(Json.read(
                        "{\"orders\":[{\"order\":\"disconnect\",\"id\":\"" + ID + "\",\"session\":\"" + ID
                                + "\",\"gently\":true}],\"zone\":7}",
                        Orders.class))
                .isEqualTo(new Orders(List.of(new Order.Disconnect(ID, ID))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "{}",
                "{\"orders\":null}",
                "{\"orders\":[null]}",
                "{\"orders\":[{\"order\":\"fly\"}]}",
                "{\"orders\":[{\"order\":\"end\",\"id\":\"x\"}]}"
            })
    void whatIsNoSuchThingIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text, Orders.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatGatewaysAskForIsReadBackAsItself() {
        FindLaunch find = new FindLaunch("digest", "192.0.2.7");
        assertThat(Json.read(Json.write(find), FindLaunch.class)).isEqualTo(find);
        FoundLaunch found = new FoundLaunch("ut1.x");
        assertThat(Json.read(Json.write(found), FoundLaunch.class)).isEqualTo(found);
        ClaimLaunch claim = new ClaimLaunch(ID, "ut1.x", "2001:db8::7", true);
        assertThat(Json.read(Json.write(claim), ClaimLaunch.class)).isEqualTo(claim);
        ClaimedLaunch claimed =
                new ClaimedLaunch(new Permissions(Permissions.Clipboard.FROM_SESSION, false, true, false, 5));
        assertThat(Json.read(Json.write(claimed), ClaimedLaunch.class)).isEqualTo(claimed);
    }

    @Test
    void whatIsASecretIsNotPrinted() {
        assertThat(new FindLaunch("secret", "a").toString()
                        + new FoundLaunch("secret")
                        + new ClaimLaunch(ID, "secret", "a", false))
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"streams", "version", "relayPort", "refused", "carried", "launch", "address", "seconds"})
    void aGatewaysReportIsWhole(String field) {
        GatewayReport report =
                new GatewayReport(3, "test", List.of(), List.of(new GatewayReport.Carried(ID, "192.0.2.7", 61)));
        String whole = Json.write(report);
        assertThat(Json.read(whole, GatewayReport.class)).isEqualTo(report);
        String lacking = whole.replace("\"" + field + "\":", "\"x\":");
        assertThatThrownBy(() -> Json.read(lacking, GatewayReport.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"launch", "ticket", "address", "again"})
    void aClaimIsWhole(String field) {
        String whole = Json.write(new ClaimLaunch(ID, "ut1.x", "192.0.2.7", true));
        String lacking = whole.replace("\"" + field + "\":", "\"x\":");
        assertThatThrownBy(() -> Json.read(lacking, ClaimLaunch.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "name", "publicKey", "proof", "addresses", "version"})
    void aRequestToJoinIsWhole(String field) {
        String whole = Json.write(new JoinRequest("s", "n", "k", "p", List.of("a"), "v"));
        assertThat(Json.read(whole, JoinRequest.class).name()).isEqualTo("n");
        String lacking = whole.replace("\"" + field + "\"", "\"x\"");
        assertThatThrownBy(() -> Json.read(lacking, JoinRequest.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generation",
                "number",
                "port",
                "frontReady",
                "load",
                "sessions",
                "applications",
                "version",
                "account",
                "windows",
                "title"
            })
    void aReportIsWhole(String field) {
        HostSession session = new HostSession(
                ID, "alice", ":10", true, false, 5, List.of(new HostSession.Window("0x1", "title", true, null)));
        String whole = Json.write(
                new HostReport(1, 1, 3389, true, new HostReport.Load(0.5, 0.5), List.of(session), "digest", "test"));
        assertThat(Json.read(whole, HostReport.class).sessions()).containsExactly(session);
        String lacking = whole.replace("\"" + field + "\":", "\"x\":");
        assertThatThrownBy(() -> Json.read(lacking, HostReport.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReportOfAnOlderAgentRestrictsNoClipboard() {
        HostReport report = new HostReport(
                1,
                1,
                3389,
                true,
                new HostReport.Load(0.5, 0.5),
                List.of(),
                "digest",
                "test",
                Permissions.Clipboard.TO_SESSION,
                "boot-1");
        String whole = Json.write(report);
        assertThat(Json.read(whole, HostReport.class)).isEqualTo(report);
        assertThat(Json.read(whole.replace("\"clipboard\":", "\"x\":"), HostReport.class)
                        .clipboard())
                .isEqualTo(Permissions.Clipboard.BOTH);
        assertThat(Json.read(whole.replace("\"boot\":", "\"x\":"), HostReport.class)
                        .boot())
                .isEmpty();
    }

    @Test
    void whoLooksIsReadBackAndAnOlderAgentDoesNotTell() {
        HostSession.Client client =
                new HostSession.Client(ID, false, "DE\0SK\ud800-7", 2600, "10.0.0.7\n", true, 61, 1_000, 2_000, 10, 20);
        assertThat(client.name()).isEqualTo("DESK-7");
        assertThat(client.address()).isEqualTo("10.0.0.7");
        HostSession session = new HostSession(ID, "alice", ":10", true, false, 5, List.of(), client);
        String whole = Json.write(session);
        assertThat(Json.read(whole, HostSession.class)).isEqualTo(session);
        assertThat(Json.read(whole.replace("\"client\":", "\"x\":"), HostSession.class)
                        .client())
                .isNull();
    }

    @Test
    void aTitleIsOneLineOfTextThatCanBeKept() {
        HostSession.Window window = new HostSession.Window("0x1", "a\0b\nc\u001b[31m d\u0085e", true, null);
        assertThat(window.title()).isEqualTo("a b c [31m d e");
    }
}
