package org.usher.dist.bench.session;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.usher.agent.Command;
import org.usher.agent.setup.HostSetup;
import org.usher.broker.database.PrivatePostgres;
import org.usher.dist.api.AdminApi;
import org.usher.dist.bench.BenchOutput;
import org.usher.dist.bench.Workshop;
import org.usher.dist.box.HostBox;
import org.usher.dist.demo.Machine;
import org.usher.dist.program.ThisProgram;
import org.usher.dist.program.UserError;
import org.usher.link.identity.Pem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server and a session host in a box, as the demo has them, and a way past both: an xrdp on TCP in the same box, with
 * the same session manager, for an account with an ordinary password.
 */
final class BenchFarm {

    static final String USER = "bench";
    static final String DIRECT_ACCOUNT = "direct";
    static final String PASSWORD = "a-password-for-bench";

    private static final String HOST = "bench-host";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration COMMAND = Duration.ofSeconds(30);

    private final Workshop workshop;
    private final int port = Machine.freePort(18443);
    private final int directPort;
    private final Process server;
    private final AdminApi api;
    private final HostBox box;
    private final String user;

    private BenchFarm(Workshop workshop, BenchOutput output) throws IOException, InterruptedException {
        this.workshop = workshop;
        Files.setPosixFilePermissions(workshop.directory(), PosixFilePermissions.fromString("rwx--x--x"));
        if (Machine.makeSystemUser(PrivatePostgres.SYSTEM_USER)) {
            workshop.keep(() -> Machine.removeSystemUser(PrivatePostgres.SYSTEM_USER));
        }
        Path state = workshop.directory().resolve("server");
        Path settings = Files.writeString(
                workshop.directory().resolve("server.yaml"), """
                state: %s
                site-name: Usher bench
                broker-listen: 127.0.0.1
                broker-port: %d
                listen: 127.0.0.1
                port: %d
                public-names: [localhost]
                """.formatted(state, Machine.freePort(port + 1), port));
        output.progress("starting a server");
        this.server =
                workshop.start("server", ThisProgram.command("server", "--config", settings.toString()), Map.of());
        workshop.await(
                "the server",
                "server",
                PATIENCE,
                () -> server.isAlive()
                        && Files.exists(state.resolve("admin.token"))
                        && Files.exists(state.resolve("broker/authority.pem"))
                        && AdminApi.of(state, address()).answers());
        this.api = AdminApi.of(state, address());
        api.patch("/api/v1/admin/site", Map.of("accountsOnDemand", true));
        // Hosts of paper never say that a session has begun, so that their launches would wait for each other.
        ObjectNode placement = (ObjectNode) api.get("/api/v1/admin/site/placement");
        api.put("/api/v1/admin/site/placement", placement.put("logonsPerHost", 0));
        this.user = user(USER);
        output.progress("starting a session host");
        int frontPort = Machine.freePort(23389);
        this.directPort = Machine.freePort(frontPort + 1);
        this.box = startBox(HOST, frontPort, Optional.empty());
        workshop.keep(box::kill);
        workshop.await("the session host", HOST + "/box", PATIENCE, this::hostIsReady);
        openTheWayPast();
    }

    static BenchFarm start(Workshop workshop, BenchOutput output) throws IOException, InterruptedException {
        Machine.requireRootOnLinux();
        List<String> missing = HostSetup.missingPackages();
        Workshop.need(output, missing.toArray(String[]::new));
        return new BenchFarm(workshop, output);
    }

    URI address() {
        return URI.create("https://localhost:" + port);
    }

    AdminApi api() {
        return api;
    }

    /** Where xrdp is reached without Usher. */
    int directPort() {
        return directPort;
    }

    /** A directory that is the same inside of the host's box and outside. */
    Path sharedDirectory() {
        return workshop.directory().resolve(HOST);
    }

    /** One more session host, whose front finds this socket in place of an RDP server; it is in the host's directory. */
    Path addHost(String name, String socket) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(workshop.directory().resolve(name));
        HostBox other = startBox(name, Machine.freePort(directPort + 1), Optional.of(directory.resolve(socket)));
        workshop.keep(other::kill);
        workshop.await(
                name,
                name + "/box",
                PATIENCE,
                () -> hosts().stream()
                                .filter(host -> host.path("status").asString().equals("ready"))
                                .count()
                        == 2);
        return directory.resolve(socket);
    }

    List<JsonNode> hosts() {
        return api.get("/api/v1/admin/hosts").valueStream().toList();
    }

    private HostBox startBox(String name, int frontPort, Optional<Path> rdpSocket) throws IOException {
        Path directory = Files.createDirectories(workshop.directory().resolve(name));
        Path token = directory.resolve("join-token");
        Files.createFile(token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                token,
                api.post("/api/v1/admin/join-tokens", Map.of("role", "host", "validMinutes", 30))
                        .path("token")
                        .asString());
        return HostBox.start(new HostBox.Plan(
                name,
                directory,
                workshop.directory().resolve("home"),
                """
                state: %s
                name: %s
                addresses: [127.0.0.1]
                front-listen: 127.0.0.1
                front-port: %d
                join-token: file:%s
                launcher: %s
                start-rdp-server: true
                %s
                """.formatted(
                                directory.resolve("agent"),
                                name,
                                frontPort,
                                token,
                                HostBox.launcher(directory),
                                rdpSocket.map(socket -> "rdp-socket: " + socket).orElse("")),
                Machine.freeDisplays(rdpSocket.isPresent() ? 200 : 160),
                Machine.freePort(23350),
                List.of(),
                ThisProgram.command()));
    }

    private boolean hostIsReady() {
        JsonNode hosts = api.get("/api/v1/admin/hosts");
        return hosts.size() == 1 && hosts.get(0).path("status").asString().equals("ready");
    }

    /** All of it is in the box's own /etc, and goes with the box. */
    private void openTheWayPast() throws InterruptedException {
        inBox("useradd", "--create-home", "--shell", "/bin/bash", DIRECT_ACCOUNT);
        inBox("sh", "-c", "echo " + DIRECT_ACCOUNT + ":" + PASSWORD + " | chpasswd");
        // Whoever comes past the front has no credential of it, and is not made to wait for the question.
        inBox(
                "sed",
                "-i",
                "-e",
                "s/^auth \\[success=1.*pam_exec.*/auth [success=1 default=ignore] pam_succeed_if.so quiet user = "
                        + DIRECT_ACCOUNT + "\\n&/",
                "-e",
                "s/^auth requisite pam_deny.so/auth requisite pam_unix.so nodelay/",
                "/etc/pam.d/xrdp-sesman");
        inBox(
                "sh",
                "-c",
                "sed -e '0,/^port=/s|^port=.*|port=tcp://127.0.0.1:" + directPort
                        + "|' -e 's|^LogFile=.*|LogFile=/var/log/xrdp-direct.log|' /etc/xrdp/xrdp.ini"
                        + " > /etc/xrdp/xrdp-direct.ini");
        inBox("sh", "-c", "setsid xrdp -n -c /etc/xrdp/xrdp-direct.ini >/dev/null 2>&1 </dev/null &");
        workshop.await("xrdp on TCP", "server", COMMAND, () -> Machine.freePort(directPort) != directPort);
    }

    /** Runs a command in the box, as root. */
    String inBox(String... command) {
        String first = box.first()
                .children()
                .findFirst()
                .map(child -> String.valueOf(child.pid()))
                .orElseThrow(() -> new UserError("the session host has ended"));
        List<String> all = new ArrayList<>(List.of("nsenter", "-t", first, "-m", "-p", "-u", "--wd=/", "--"));
        all.addAll(List.of(command));
        Command.Result result = Command.run(all, COMMAND);
        if (!result.worked()) {
            throw new UserError("in the session host: " + String.join(" ", command) + ": " + result.output());
        }
        return result.output();
    }

    /** Publishes an application to the user, on the first host. */
    void publish(String name, List<String> command) {
        String host = hosts().stream()
                .filter(each -> each.path("name").asString().equals(HOST))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        publish(name, command, List.of(user), List.of(host));
    }

    /** Publishes an application to users, on hosts; all of them by their ids. */
    String publish(String name, List<String> command, List<String> users, List<String> hosts) {
        return api.post(
                        "/api/v1/admin/resources",
                        Map.of(
                                "kind",
                                "application",
                                "name",
                                name,
                                "folder",
                                "",
                                "target",
                                command.getFirst(),
                                "arguments",
                                command.subList(1, command.size()),
                                "users",
                                users,
                                "hosts",
                                hosts))
                .path("id")
                .asString();
    }

    /** One more user, and what the broker calls it. */
    String user(String name) {
        return api.post("/api/v1/admin/users", Map.of("name", name, "displayName", name, "password", PASSWORD))
                .path("id")
                .asString();
    }

    X509Certificate authority() throws IOException {
        return Pem.certificates(Files.readString(workshop.directory().resolve("server/broker/authority.pem")))
                .getFirst();
    }

    /** The user's sessions, as the broker knows them. */
    List<JsonNode> sessions() {
        return api.get("/api/v1/admin/sessions")
                .valueStream()
                .filter(session -> session.path("user").path("name").asString().equals(USER))
                .toList();
    }

    /**
     * Disconnects the user's sessions, and waits until they are. A tab that is closed says goodbye if it gets to it; if not,
     * the front waits for its return.
     */
    void disconnectSessions() throws InterruptedException {
        sessions()
                .forEach(session ->
                        api.post("/api/v1/admin/sessions/" + session.path("id").asString() + "/disconnect", Map.of()));
        workshop.await(
                "the session to be left",
                "server",
                PATIENCE,
                () -> sessions().stream()
                        .allMatch(session -> session.path("state").asString().equals("disconnected")));
    }

    /** Ends the user's sessions, and waits until they are gone. */
    void endSessions() throws InterruptedException {
        sessions()
                .forEach(session -> api.delete(
                        "/api/v1/admin/sessions/" + session.path("id").asString()));
        workshop.await(
                "the end of the sessions",
                "server",
                PATIENCE,
                () -> sessions().isEmpty() && processes(USER).isEmpty());
    }

    /** Ends the sessions of the account that comes past the front, and waits until they are gone. */
    void endDirectSessions() throws InterruptedException {
        processes(DIRECT_ACCOUNT).forEach(pid -> inBox("sh", "-c", "kill " + pid + " 2>/dev/null || :"));
        workshop.await(
                "the end of the direct session",
                "server",
                PATIENCE,
                () -> processes(DIRECT_ACCOUNT).isEmpty());
    }

    private List<String> processes(String account) {
        return inBox("sh", "-c", "pgrep -u " + account + " || :")
                .lines()
                .filter(line -> line.chars().allMatch(Character::isDigit) && !line.isEmpty())
                .toList();
    }

    /** The latest launch, with its stages. */
    JsonNode latestLaunch() {
        return api.get("/api/v1/admin/launches?limit=1").get(0);
    }
}
