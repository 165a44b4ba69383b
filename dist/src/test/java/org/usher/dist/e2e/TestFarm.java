package org.usher.dist.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.usher.broker.database.UnixSocketFactory;
import org.usher.dist.api.AdminApi;
import org.usher.dist.box.HostBox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A farm: a broker, two gateways behind a balancer that passes TLS through, two session hosts. Broker and gateways are
 * processes of their own, so that each can die alone.
 */
final class TestFarm implements AutoCloseable {

    static final String PASSWORD = "a password for tests";

    /** Where users go: the balancer. */
    static final int PORT = 8443;

    private static final int BROKER_PORT = 8444;
    private static final int FIRST_GATEWAY_PORT = 9443;

    /** Where the first gateway relays RDP as it is; the balancer takes it under the same number. */
    private static final int RELAY_PORT = 9453;

    private final Path directory;
    private final Network network;
    private final Cgroups cgroups = new Cgroups();
    private final Part broker;
    private final List<Part> gateways = new ArrayList<>();
    private final Part balancer;
    private final AdminApi api;
    private final List<TestHost> hosts = new ArrayList<>();

    private TestFarm(Path directory) throws IOException {
        this.directory = directory;
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        this.network = new Network();
        this.broker = Part.usher("broker", directory, """
                state: %s
                broker-port: %d
                broker-addresses: [%s, 127.0.0.1]
                """.formatted(state(), BROKER_PORT, Network.HERE));
        // The first gateway's token cannot come over the API, which needs a gateway: it is in a file beside the
        // broker's state.
        Path token = state().resolve("gateway.token");
        Await.until("the broker's start\n" + broker.tail(), () -> Files.exists(token));
        gateways.add(gateway(0, Files.readString(token).strip()));
        this.balancer = Part.start(
                "haproxy", List.of("haproxy", "-f", balancerSettings().toString()), directory);
        this.api = AdminApi.of(state(), URI.create("https://" + Network.HERE + ":" + PORT));
        Await.until("the farm's answer", api::answers);
        gateways.add(gateway(1, joinToken("gateway")));
    }

    static TestFarm start(Path directory, int hostCount) throws IOException {
        TestFarm farm = new TestFarm(directory);
        try {
            for (int number = 1; number <= hostCount; number++) {
                farm.hosts.add(farm.startHost(number));
            }
            farm.api.patch("/api/v1/admin/site", Map.of("accountsOnDemand", true));
            farm.awaitHosts();
            return farm;
        } catch (IOException | RuntimeException | AssertionError failed) {
            farm.close();
            throw failed;
        }
    }

    /** The farm CA's certificate. */
    Path authority() {
        return state().resolve("broker/authority.pem");
    }

    private Path state() {
        return directory.resolve("state");
    }

    private Part gateway(int number, String token) throws IOException {
        Path file = directory.resolve("gateway-token-" + number);
        Files.writeString(file, token);
        return Part.usher("gateway-" + number, directory, """
                state: %s
                listen: 127.0.0.1
                port: %d
                public-names: [%s, localhost]
                join-token: file:%s
                relay-port: %d
                """.formatted(
                        directory.resolve("gateway-" + number),
                        FIRST_GATEWAY_PORT + number,
                        Network.HERE,
                        file,
                        number == 0 ? RELAY_PORT : 0));
    }

    private Path balancerSettings() throws IOException {
        return Files.writeString(directory.resolve("haproxy.cfg"), """
                global
                  maxconn 2000
                  stats socket %s level admin
                defaults
                  mode tcp
                  timeout connect 2s
                  timeout client 1h
                  timeout server 1h
                  retries 2
                  option redispatch
                listen usher
                  bind %s:%d
                  server one 127.0.0.1:%d check inter 300ms fall 2 rise 1 on-marked-down shutdown-sessions
                  server two 127.0.0.1:%d check inter 300ms fall 2 rise 1 on-marked-down shutdown-sessions
                listen relay
                  bind %s:%d
                  server one 127.0.0.1:%d
                """.formatted(
                        balancerSocket(),
                        Network.HERE,
                        PORT,
                        FIRST_GATEWAY_PORT,
                        FIRST_GATEWAY_PORT + 1,
                        Network.HERE,
                        RELAY_PORT,
                        RELAY_PORT));
    }

    private Path balancerSocket() {
        return directory.resolve("haproxy.sock");
    }

    /** The broker's private database. */
    Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost/postgres?user=usher&sslmode=disable"
                + "&gssEncMode=disable&socketFactory=" + UnixSocketFactory.class.getName() + "&socketFactoryArg="
                + state().resolve("postgres/socket/.s.PGSQL.5432"));
    }

    /** Cuts every connection that goes through the balancer. */
    void cutTransports() {
        for (String server : List.of("one", "two")) {
            Shell.run(
                    "sh",
                    "-c",
                    "echo 'shutdown sessions server usher/" + server + "' | socat - UNIX-CONNECT:" + balancerSocket());
        }
    }

    /** Pulls the users' cable: nothing gets to the balancer, and nobody is told. */
    void unplugUsers() {
        Shell.run("nft", "add table inet cut");
        Shell.run("nft", "add chain inet cut in { type filter hook input priority 0 ; }");
        Shell.run("nft", "add rule inet cut in tcp dport " + PORT + " drop");
    }

    void plugInUsers() {
        Shell.run("nft", "delete table inet cut");
    }

    /** Whether the balancer sends users to so many gateways. */
    boolean balancerSees(int gateways) {
        String state = Shell.run("sh", "-c", "echo 'show stat' | socat - UNIX-CONNECT:" + balancerSocket());
        return state.lines()
                        .filter(line -> line.startsWith("usher,") && line.contains(",UP,"))
                        .count()
                == gateways;
    }

    /** Ends a user's sessions, as an administrator does, and waits until they are gone: a click may come right after. */
    void endSessions(String user) {
        sessions(user)
                .forEach(session -> api.delete(
                        "/api/v1/admin/sessions/" + session.path("id").asString()));
        Await.until("the end of " + user + "'s sessions", () -> sessions(user).isEmpty());
    }

    /** Work for every processor, which counts as that of one host. */
    static final class Work implements AutoCloseable {

        private final List<Process> loops = new ArrayList<>();

        /** It leaves the processors to whoever wants them, and ends by itself should the test be killed. */
        private static final List<String> LOOP = List.of(
                "setsid",
                "sh",
                "-c",
                "echo 10 > /proc/self/autogroup; exec nice -n 19 timeout 300 sh -c 'while :; do :; done'");

        private Work(List<String> within) throws IOException {
            for (int each = 0; each < Runtime.getRuntime().availableProcessors(); each++) {
                List<String> command = new ArrayList<>(within);
                command.addAll(LOOP);
                loops.add(new ProcessBuilder(command).inheritIO().start());
            }
        }

        boolean goesOn() {
            return loops.stream().allMatch(Process::isAlive);
        }

        @Override
        public void close() {
            for (Process loop : loops) {
                loop.descendants().forEach(ProcessHandle::destroyForcibly);
                loop.destroyForcibly();
                loop.onExit().join();
            }
        }
    }

    /** Keeps the processors busy in the name of the host with this number, from 1. */
    Work keepBusy(int number) throws IOException {
        return new Work(cgroups.within(number));
    }

    Network network() {
        return network;
    }

    private String joinToken(String role) {
        return api.post("/api/v1/admin/join-tokens", Map.of("role", role))
                .path("token")
                .asString();
    }

    private TestHost startHost(int number) throws IOException {
        Path own = directory.resolve("host-" + number);
        Files.createDirectories(own);
        Path token = Files.writeString(own.resolve("join-token"), joinToken("host"));
        return new TestHost(new HostBox.Plan(
                "host-" + number,
                own,
                directory.resolve("home-" + number),
                """
                state: %s
                name: host-%d
                addresses: [%s]
                join-token: file:%s
                launcher: %s
                start-rdp-server: true
                load-cgroup: %s
                """.formatted(
                                own.resolve("agent"),
                                number,
                                Network.address(number),
                                token,
                                HostBox.launcher(own),
                                cgroups.group(number)),
                40 + 20 * number,
                3350,
                Stream.of(cgroups.within(number), network.within(number))
                        .flatMap(List::stream)
                        .toList(),
                TestProgram.command()));
    }

    void powerOnAll() throws IOException {
        for (TestHost host : hosts) {
            host.powerOn();
        }
    }

    /** Waits until every host takes sessions. */
    void awaitHosts() {
        Await.until("the hosts' readiness", () -> {
            JsonNode list = api.get("/api/v1/admin/hosts");
            boolean ready = list.size() == hosts.size()
                    && list.valueStream()
                            .allMatch(host -> host.path("status").asString().equals("ready"));
            if (!ready) {
                throw new AssertionError(list.toString());
            }
            return true;
        });
    }

    /** Where users go. */
    String address() {
        return "https://" + Network.HERE + ":" + PORT + "/";
    }

    AdminApi api() {
        return api;
    }

    Part broker() {
        return broker;
    }

    List<Part> gateways() {
        return gateways;
    }

    List<TestHost> hosts() {
        return hosts;
    }

    TestHost host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A user; the account on the hosts has the same name. */
    String user(String name) {
        return api.post("/api/v1/admin/users", Map.of("name", name, "displayName", name, "password", PASSWORD))
                .path("id")
                .asString();
    }

    /** Publishes an application to users. */
    String publish(String name, String target, List<String> arguments, List<String> users) {
        return publish("application", name, target, arguments, users);
    }

    String publish(String kind, String name, String target, List<String> arguments, List<String> users) {
        return api.post(
                        "/api/v1/admin/resources",
                        Map.of(
                                "kind", kind,
                                "name", name,
                                "folder", "",
                                "target", target,
                                "arguments", arguments,
                                "users", users))
                .path("id")
                .asString();
    }

    /** Closes the clipboard for a resource's sessions, in both directions. */
    void withoutClipboard(String resource) {
        String path = "/api/v1/admin/resources/" + resource;
        ObjectNode form = ((ObjectNode) api.get(path)).without(List.of("id", "icon"));
        form.putObject("policy").put("clipboard", "none");
        api.put(path, form);
    }

    /** The live sessions of a user, as the broker sees them. */
    List<JsonNode> sessions(String user) {
        return api.get("/api/v1/admin/sessions")
                .valueStream()
                .filter(session -> session.path("user").path("name").asString().equals(user))
                .toList();
    }

    /** Why the latest launches went where they went, the latest first. */
    String placements(int count) {
        StringBuilder text = new StringBuilder();
        api.get("/api/v1/admin/launches?limit=" + count)
                .valueStream()
                .forEach(launch -> text.append(launch.path("host").asString())
                        .append(": ")
                        .append(launch.path("placement"))
                        .append('\n'));
        return text.toString();
    }

    /** The ends of all logs, for the message of a failure. */
    String tails() {
        StringBuilder tails = new StringBuilder(broker.tail());
        gateways.forEach(gateway -> tails.append("\n\n").append(gateway.tail()));
        return tails.toString();
    }

    @Override
    public void close() {
        hosts.forEach(TestHost::close);
        balancer.close();
        gateways.forEach(Part::close);
        broker.close();
        network.close();
        cgroups.close();
    }
}
