package org.usher.dist.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.usher.agent.setup.HostSetup;
import org.usher.broker.database.PrivatePostgres;
import org.usher.dist.api.AdminApi;
import org.usher.dist.box.HostBox;
import org.usher.dist.program.ThisProgram;
import org.usher.dist.program.UserError;

/** Starts, shows and stops the demo. Starting what runs already changes nothing. */
public final class Demo {

    private static final Duration SERVER_STARTS = Duration.ofSeconds(90);
    private static final Duration HOSTS_COME = Duration.ofSeconds(90);
    private static final Duration SERVER_STOPS = Duration.ofSeconds(25);

    private final Consumer<String> progress;
    private final SecureRandom random = new SecureRandom();

    /** {@code progress} is told what happens, in words. */
    public Demo(Consumer<String> progress) {
        this.progress = progress;
    }

    /** Somebody who can sign in at the demo. */
    public record Account(String name, String password, String role) {}

    /** What there is to see. */
    public record Sight(String address, List<Account> accounts, String authority) {}

    /** Starts what does not run. Returns when everything answers. */
    public Sight start() throws IOException, InterruptedException {
        Machine.requireRootOnLinux();
        install();
        Files.createDirectories(
                DemoPlan.HOME, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Optional<DemoState> before = DemoState.read();
        DemoState state = before.isPresent() ? before.get() : plan();
        state.write();
        state = ensureServer(state);
        AdminApi api = api(state);
        state = ensureHosts(state, api);
        state = ensurePage(state);
        if (!state.complete()) {
            progress.accept("publishing");
            new DemoFarm(api).furnish(state.passwords(), pagePort(state));
            state = state.whole();
            state.write();
        }
        return sight(state);
    }

    private void install() {
        List<String> missing = new ArrayList<>(HostSetup.missingPackages());
        missing.addAll(Machine.missing(DemoPlan.PACKAGES));
        if (!missing.isEmpty()) {
            progress.accept("installing Debian's packages " + String.join(", ", missing));
            Machine.install(missing);
        }
    }

    private DemoState plan() {
        Map<String, String> passwords = new HashMap<>();
        passwords.put(DemoPlan.ADMINISTRATOR, password());
        DemoPlan.PEOPLE.forEach(person -> passwords.put(person.name(), password()));
        int firstDisplay = Machine.freeDisplays(60);
        int firstFront = Machine.freePort(13389);
        int firstSession = Machine.freePort(13350);
        int port = Machine.freePort(8443);
        return new DemoState(
                port,
                Machine.freePort(port + 1),
                List.of(firstFront, Machine.freePort(firstFront + 1)),
                List.of(firstSession, Machine.freePort(firstSession + 1)),
                List.of(firstDisplay, Machine.freeDisplays(firstDisplay + 20)),
                passwords,
                0,
                List.of(),
                Machine.makeSystemUser(PrivatePostgres.SYSTEM_USER),
                false,
                null,
                null);
    }

    private static int pagePort(DemoState state) {
        Integer port = state.pagePort();
        return port == null ? Machine.freePort(13480) : port;
    }

    /** The page and the document; the page's server runs until the demo is stopped. */
    private static DemoState ensurePage(DemoState state) throws IOException {
        DemoPage page = new DemoPage(DemoPlan.HOME);
        page.write();
        if (showsPage(state)) {
            return state;
        }
        int port = pagePort(state);
        DemoState showing = state.showing(
                port,
                detached(page.server(port), DemoPlan.HOME.resolve("page.log")).pid());
        showing.write();
        return showing;
    }

    private static boolean showsPage(DemoState state) {
        Long process = state.page();
        return process != null && isOurs(process, DemoPage.SERVER);
    }

    private String password() {
        String letters = "abcdefghijkmnpqrstuvwxyz";
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "").append(letters.charAt(random.nextInt(letters.length())));
        }
        return password.toString();
    }

    private static Path serverState() {
        return DemoPlan.HOME.resolve("server");
    }

    private static AdminApi api(DemoState state) {
        return AdminApi.of(serverState(), URI.create("https://localhost:" + state.port()));
    }

    private DemoState ensureServer(DemoState state) throws IOException, InterruptedException {
        if (isOurs(state.server(), "server")
                && Files.exists(serverState().resolve("admin.token"))
                && api(state).answers()) {
            return state;
        }
        progress.accept("starting the server");
        Path settings = DemoPlan.HOME.resolve("server.yaml");
        String name = Machine.hostName();
        Files.writeString(
                settings, """
                # Written by `usher demo`.
                state: %s
                site-name: Usher demo
                administrator: %s
                broker-listen: 127.0.0.1
                broker-port: %d
                port: %d
                public-names: [localhost, 127.0.0.1, %s]
                """.formatted(serverState(), DemoPlan.ADMINISTRATOR, state.brokerPort(), state.port(), name));
        Path log = DemoPlan.HOME.resolve("server.log");
        Process server = detached(ThisProgram.command("server", "--config", settings.toString()), log);
        DemoState started = state.with(server.pid(), state.boxes());
        started.write();
        await(
                "the server",
                log,
                SERVER_STARTS,
                server::isAlive,
                () -> Files.exists(serverState().resolve("admin.token"))
                        && api(started).answers());
        return started;
    }

    private static Process detached(List<String> command, Path log) throws IOException {
        List<String> own = new ArrayList<>(List.of("setsid"));
        own.addAll(command);
        return new ProcessBuilder(own)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Whether this process is the demo's, by its command line: a pid alone may be somebody else's by now. */
    private static boolean isOurs(long pid, String word) {
        // Read by hand: the JDK tells nothing of a command line as long as one with a class path is.
        try {
            String line = Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
            return line.contains(word) && line.contains(DemoPlan.HOME.toString());
        } catch (IOException gone) {
            return false;
        }
    }

    private DemoState ensureHosts(DemoState state, AdminApi api) throws IOException, InterruptedException {
        List<Long> pids = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < DemoPlan.HOSTS.size(); i++) {
            long known = i < state.boxes().size() ? state.boxes().get(i) : 0;
            if (isOurs(known, "host-box")) {
                pids.add(known);
            } else {
                progress.accept("starting session host " + DemoPlan.HOSTS.get(i));
                pids.add(startBox(state, api, i).first().pid());
                any = true;
            }
        }
        DemoState started = state.with(state.server(), pids);
        started.write();
        if (any) {
            progress.accept("waiting for the session hosts");
        }
        await(
                "the session hosts",
                DemoPlan.HOME.resolve(DemoPlan.HOSTS.getFirst()).resolve("box.log"),
                HOSTS_COME,
                () -> true,
                () -> DemoFarm.hostsReady(api, DemoPlan.HOSTS));
        return started;
    }

    private static HostBox startBox(DemoState state, AdminApi api, int number) throws IOException {
        String name = DemoPlan.HOSTS.get(number);
        Path directory = DemoPlan.HOME.resolve(name);
        Files.createDirectories(directory);
        Path token = directory.resolve("join-token");
        if (!Files.exists(token)) {
            Files.createFile(token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    token,
                    api.post("/api/v1/admin/join-tokens", Map.of("role", "host", "validMinutes", 30))
                            .path("token")
                            .asString());
        }
        return HostBox.start(new HostBox.Plan(
                name,
                directory,
                DemoPlan.HOME.resolve("home"),
                """
                # Written by `usher demo`.
                state: %s
                name: %s
                addresses: [127.0.0.1]
                front-listen: 127.0.0.1
                front-port: %d
                join-token: file:%s
                launcher: %s
                start-rdp-server: true
                """.formatted(
                                directory.resolve("agent"),
                                name,
                                state.frontPorts().get(number),
                                token,
                                HostBox.launcher(directory)),
                state.displays().get(number),
                state.sessionPorts().get(number),
                List.of(),
                ThisProgram.command()));
    }

    private static void await(String what, Path log, Duration patience, BooleanSupplier alive, BooleanSupplier ready)
            throws InterruptedException, IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (!alive.getAsBoolean() || System.nanoTime() - deadline > 0) {
                List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
                throw new UserError(what + " did not come up; the end of " + log + ":\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size())));
            }
            Thread.sleep(200);
        }
    }

    private static Sight sight(DemoState state) {
        List<Account> accounts = new ArrayList<>();
        DemoPlan.PEOPLE.forEach(person ->
                accounts.add(new Account(person.name(), state.passwords().getOrDefault(person.name(), ""), "user")));
        accounts.add(new Account(
                DemoPlan.ADMINISTRATOR, state.passwords().getOrDefault(DemoPlan.ADMINISTRATOR, ""), "administrator"));
        return new Sight(
                "https://localhost:" + state.port() + "/",
                accounts,
                serverState().resolve("broker/authority.pem").toString());
    }

    /** Ends everything and takes away what was made. */
    public void stop() throws IOException, InterruptedException {
        Machine.requireRootOnLinux();
        Optional<DemoState> found = DemoState.read();
        if (found.isEmpty()) {
            progress.accept("the demo is not there: nothing to stop");
            return;
        }
        DemoState state = found.get();
        for (long pid : state.boxes()) {
            if (isOurs(pid, "host-box")) {
                ProcessHandle.of(pid).ifPresent(Demo::killTree);
            }
        }
        progress.accept("session hosts stopped");
        if (isOurs(state.server(), "server")) {
            ProcessHandle server = ProcessHandle.of(state.server()).orElseThrow();
            server.destroy();
            long deadline = System.nanoTime() + SERVER_STOPS.toNanos();
            while (server.isAlive() && System.nanoTime() - deadline < 0) {
                Thread.sleep(100);
            }
            server.destroyForcibly();
        }
        progress.accept("server stopped");
        Long page = state.page();
        if (page != null && showsPage(state)) {
            ProcessHandle.of(page).ifPresent(Demo::killTree);
        }
        Machine.delete(DemoPlan.HOME);
        if (state.madeSystemUser()) {
            Machine.removeSystemUser(PrivatePostgres.SYSTEM_USER);
        }
        progress.accept("nothing of the demo is left; Debian's packages that it installed stay");
    }

    private static void killTree(ProcessHandle first) {
        List<ProcessHandle> all = first.descendants().toList();
        first.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        first.onExit().join();
        all.forEach(handle -> handle.onExit().join());
    }
}
