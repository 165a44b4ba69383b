package org.usher.agent.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.Command;
import org.usher.agent.host.Accounts;

/**
 * The sessions of xrdp 0.9 with its Xorg backend. xrdp cannot list or end sessions, so that is done with the operating
 * system's means.
 */
public final class XrdpSessions implements SessionHost {

    private static final Logger LOG = LoggerFactory.getLogger(XrdpSessions.class);
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final long LOOK_EVERY_MILLIS = 25;

    private final SessionScan scan;
    private final Path launcher;
    private final SignOns signOns;

    /** Where a sign-on credential for an account comes from. */
    @FunctionalInterface
    public interface SignOns {

        /** A credential that is good once and for seconds; empty when there is none to be had. */
        String credentialFor(String account);
    }

    public XrdpSessions(SessionScan scan, Path launcher, SignOns signOns) {
        this.scan = scan;
        this.launcher = launcher;
        this.signOns = signOns;
    }

    @Override
    public List<RunningSession> sessions() {
        return scan.scan();
    }

    @Override
    public String start(Accounts.Entry account, UUID session, int width, int height) {
        String credential = signOns.credentialFor(account.name());
        if (credential.isEmpty()) {
            return "the front gives no sign-on credential";
        }
        // By address and not by name: the tool fails where ::1 has no name. The port is in /etc/xrdp/sesman.ini.
        Command.Result result = Command.run(
                List.of(
                        "xrdp-sesrun",
                        "-s",
                        "127.0.0.1",
                        "-t",
                        "Xorg",
                        "-g",
                        width + "x" + height,
                        "-b",
                        "24",
                        "-D",
                        account.home(),
                        "-S",
                        launcher + " " + session,
                        "-F",
                        "0",
                        account.name()),
                Map.of(),
                credential + "\n",
                START);
        return result.worked() && result.output().contains("ok") ? "" : "xrdp-sesrun: " + result.output();
    }

    @Override
    public boolean disconnect(RunningSession session) {
        return Command.run(List.of("xrdp-dis"), Map.of("DISPLAY", session.displayName()), "", SHORT)
                .worked();
    }

    @Override
    public boolean end(RunningSession session) {
        LOG.info(
                "ending session {} on display {}",
                session.id().map(UUID::toString).orElse("(not ours)"),
                session.display());
        List<Integer> programs = programsOf(session);
        // First what the user started, so that it can save; then the process for which sesman waits, which ends the
        // rest.
        programs.forEach(pid -> signal("TERM", pid));
        waitUntil(() -> programsOf(session).isEmpty());
        if (session.manager() > 0 && !session.orphan()) {
            signal("TERM", session.manager());
        } else {
            signal("TERM", session.server());
        }
        if (waitUntil(() -> isGone(session))) {
            return true;
        }
        programsOf(session).forEach(pid -> signal("KILL", pid));
        signal("KILL", session.manager());
        signal("KILL", session.server());
        return waitUntil(() -> isGone(session));
    }

    private boolean isGone(RunningSession session) {
        return scan.scan().stream().noneMatch(other -> other.server() == session.server());
    }

    /** The user's processes that belong to the session by what its launcher put into their environment. */
    private static List<Integer> programsOf(RunningSession session) {
        if (session.id().isEmpty()) {
            return List.of();
        }
        String id = session.id().get().toString();
        Predicate<ProcessTable.Entry> inSession = entry -> entry.uid() == session.uid()
                && entry.pid() != session.manager()
                && entry.pid() != session.server()
                && ProcessTable.environment(entry.pid(), "USHER_SESSION")
                        .filter(id::equals)
                        .isPresent();
        List<Integer> pids = new ArrayList<>();
        ProcessTable.read().living().stream().filter(inSession).forEach(entry -> pids.add(entry.pid()));
        return pids;
    }

    private static void signal(String name, int pid) {
        if (pid > 1) {
            Command.run(List.of("kill", "-" + name, String.valueOf(pid)), SHORT);
        }
    }

    private static boolean waitUntil(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
