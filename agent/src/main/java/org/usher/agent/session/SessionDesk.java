package org.usher.agent.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.host.Accounts;
import org.usher.link.host.HostSession;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;

/**
 * Carries out what the broker orders for sessions. Orders for one account are carried out one after the other; those for
 * different accounts do not wait for each other.
 */
public final class SessionDesk {

    private static final Logger LOG = LoggerFactory.getLogger(SessionDesk.class);
    private static final String ACCOUNT_REFUSED = "account-refused";
    private static final String SESSION_CONFLICT = "session-conflict";
    private static final String HOST_FAILED = "host-failed";
    private static final int REMEMBERED = 1_000;
    private final AccountCheck accounts;
    private final SessionHost host;
    private final FrontLine front;
    private final LaunchedSessions launched;
    private final SessionClients clients;
    private final SessionLimits limits;
    private final Map<Integer, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Sessions that were ended when there was nothing to end: the order that begins them may be late, or under way. */
    private final Set<UUID> givenUp = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** Who decides whether an account may be used, and makes it where that is allowed. */
    @FunctionalInterface
    public interface AccountCheck {
        Accounts.Verdict prepare(Order.Account wanted);
    }

    public SessionDesk(
            AccountCheck accounts,
            SessionHost host,
            FrontLine front,
            LaunchedSessions launched,
            SessionClients clients,
            SessionLimits limits) {
        this.accounts = accounts;
        this.host = host;
        this.front = front;
        this.launched = launched;
        this.clients = clients;
        this.limits = limits;
    }

    /** Carries out one order. It may take seconds; the answer says what became of it. */
    public OrderResult carryOut(Order order) {
        try {
            return switch (order) {
                case Order.Prepare prepare -> underLock(prepare.account().uid(), () -> prepare(prepare));
                case Order.Disconnect(UUID id, UUID session) -> disconnect(id, session);
                case Order.End(UUID id, UUID session, boolean onlyIfUnused) -> end(id, session, onlyIfUnused);
                case Order.RaiseWindow(UUID id, UUID session, String window) ->
                    tell(id, session, "raise " + requireWindow(window));
                case Order.CloseWindow(UUID id, UUID session, String window) ->
                    tell(id, session, "close " + requireWindow(window));
                case Order.Message(UUID id, UUID session, String text) -> show(id, session, text);
                case Order.EndClient(UUID id, String client) -> {
                    front.endClient(client);
                    yield new OrderResult(id, OrderResult.DONE, "");
                }
            };
        } catch (RuntimeException failed) {
            LOG.error("order {} failed", order, failed);
            return new OrderResult(order.id(), HOST_FAILED, String.valueOf(failed.getMessage()));
        }
    }

    private interface Work {
        OrderResult run();
    }

    private OrderResult underLock(int uid, Work work) {
        ReentrantLock lock = locks.computeIfAbsent(uid, number -> new ReentrantLock());
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private static String requireWindow(String window) {
        if (!window.matches("0x[0-9a-f]{1,8}")) {
            throw new IllegalArgumentException("window: " + window + " (expected: an X id in hexadecimal)");
        }
        return window;
    }

    private OrderResult prepare(Order.Prepare order) {
        return switch (accounts.prepare(order.account())) {
            case Accounts.Refused(String why) -> new OrderResult(order.id(), ACCOUNT_REFUSED, why);
            case Accounts.Usable(Accounts.Entry account) -> {
                Order.Program program = order.program();
                Optional<HostPrograms.Missing> missing =
                        program == null ? Optional.empty() : HostPrograms.missing(program);
                if (missing.isPresent()) {
                    yield new OrderResult(
                            order.id(), missing.get().code(), missing.get().detail());
                }
                Optional<RunningSession> running = host.sessions().stream()
                        .filter(session -> session.uid() == account.uid())
                        .filter(session -> !session.orphan() || isLookedAt(session, order))
                        .findFirst();
                if (running.isEmpty()) {
                    endOrphansOf(account);
                }
                yield running.isPresent() ? resume(order, account, running.get()) : begin(order, account);
            }
        };
    }

    /** An orphaned session is as good as any other until its user leaves it. */
    private static boolean isLookedAt(RunningSession session, Order.Prepare order) {
        return session.attached() && order.inPlace() && session.id().equals(Optional.of(order.session()));
    }

    /** A session that its server has lost would stand in the way of a new one for ever: nobody can return to it. */
    private void endOrphansOf(Accounts.Entry account) {
        host.sessions().stream()
                .filter(session -> session.uid() == account.uid() && session.orphan())
                .forEach(orphan -> {
                    LOG.warn("ending the orphaned session of {} on display {}", account.name(), orphan.display());
                    host.end(orphan);
                    orphan.id().ifPresent(launched::forget);
                });
    }

    private OrderResult resume(Order.Prepare order, Accounts.Entry account, RunningSession running) {
        if (!idOf(running).equals(Optional.of(order.session()))) {
            return order.existing()
                    ? new OrderResult(order.id(), OrderResult.NO_SESSION, "")
                    : new OrderResult(
                            order.id(), SESSION_CONFLICT, account.name() + " has another session on this host");
        }
        launched.open(order);
        keepLimits(order);
        if (order.inPlace() && running.attached()) {
            return new OrderResult(order.id(), OrderResult.OPENED, "");
        }
        return expect(order, account);
    }

    private OrderResult begin(Order.Prepare order, Accounts.Entry account) {
        boolean starting = launched.isStarting(order.session());
        if (isGivenUp(order.session()) || (order.existing() && !starting)) {
            return new OrderResult(order.id(), OrderResult.NO_SESSION, "");
        }
        launched.open(order);
        launched.openBesides(order);
        keepLimits(order);
        OrderResult result = expect(order, account);
        if (!starting && result.code().equals(OrderResult.EXPECTED)) {
            launched.starting(order.session(), account);
            // The client is on its way meanwhile; whichever comes first, sesman makes one session.
            Thread.ofVirtual().name("start-session").start(() -> startAhead(order, account));
        }
        return result;
    }

    private void keepLimits(Order.Prepare order) {
        limits.set(order.session(), order.limits() == null ? Order.Limits.NONE : order.limits());
    }

    private OrderResult expect(Order.Prepare order, Accounts.Entry account) {
        boolean expected = front.expect(new FrontLine.Expected(
                order.launch(),
                order.session(),
                order.user(),
                account.name(),
                order.client(),
                order.validSeconds(),
                order.permissions(),
                order.rdpClient()));
        return expected
                ? new OrderResult(order.id(), OrderResult.EXPECTED, "")
                : new OrderResult(order.id(), HOST_FAILED, "the front does not answer");
    }

    private void startAhead(Order.Prepare order, Accounts.Entry account) {
        String failure = host.start(account, order.session(), order.width(), order.height());
        if (isGivenUp(order.session())) {
            LOG.info("session {} of {} was given up while it began", order.session(), account.name());
            host.sessions().stream()
                    .filter(session -> session.uid() == account.uid())
                    .filter(session -> session.id().map(order.session()::equals).orElse(true))
                    .forEach(host::end);
        } else if (!failure.isEmpty()) {
            // Not the end: the client's own sign-on makes the session too, only later.
            LOG.warn("session {} of {} could not be started ahead: {}", order.session(), account.name(), failure);
        }
    }

    private void giveUp(UUID session) {
        synchronized (givenUp) {
            givenUp.add(session);
        }
    }

    private boolean isGivenUp(UUID session) {
        synchronized (givenUp) {
            return givenUp.contains(session);
        }
    }

    /** Ends sessions that were given up while they began: until their launchers run nobody can tell whose they are. */
    public void endGivenUp(List<RunningSession> running) {
        running.stream()
                .filter(session -> session.id().filter(this::isGivenUp).isPresent())
                .forEach(session -> {
                    LOG.info("session {} has begun although it was given up", session.id());
                    Thread.ofVirtual().name("end-session").start(() -> host.end(session));
                });
    }

    private Optional<RunningSession> find(UUID session) {
        return host.sessions().stream()
                .filter(running -> idOf(running).equals(Optional.of(session)))
                .findFirst();
    }

    /** In its first moments a session has its X server and not yet the launcher that tells its id. */
    private Optional<UUID> idOf(RunningSession running) {
        return running.id().or(() -> Optional.ofNullable(launched.starting().get(launched.accountName(running))));
    }

    private OrderResult disconnect(UUID id, UUID session) {
        Optional<RunningSession> running = find(session);
        front.endSession(session, "disconnected");
        if (running.isEmpty()) {
            return new OrderResult(id, OrderResult.NO_SESSION, "");
        }
        boolean done = !running.get().attached() || host.disconnect(running.get());
        return new OrderResult(
                id, done ? OrderResult.DONE : HOST_FAILED, done ? "" : "xrdp did not let go of the client");
    }

    private OrderResult end(UUID id, UUID session, boolean onlyIfUnused) {
        Optional<RunningSession> running = find(session);
        if (running.isEmpty()) {
            giveUp(session);
            launched.forget(session);
            front.endSession(session, "session-ended");
            return new OrderResult(id, OrderResult.NO_SESSION, "");
        }
        if (onlyIfUnused && (running.get().attached() || launched.wasSeen(session))) {
            return new OrderResult(id, OrderResult.DONE, "in use");
        }
        front.endSession(session, "session-ended");
        boolean gone = host.end(running.get());
        launched.forget(session);
        return new OrderResult(id, gone ? OrderResult.DONE : HOST_FAILED, gone ? "" : "the session does not end");
    }

    private OrderResult show(UUID id, UUID session, String text) {
        return switch (launched.show(session, text)) {
            case SHOWN -> new OrderResult(id, OrderResult.DONE, "");
            case NOT_SHOWN ->
                new OrderResult(
                        id, OrderResult.NOT_SHOWN, "the session has neither zenity nor xmessage, or it is stuck");
            case NO_LAUNCHER -> new OrderResult(id, OrderResult.NO_SESSION, "");
        };
    }

    private OrderResult tell(UUID id, UUID session, String line) {
        return new OrderResult(id, launched.tell(session, line) ? OrderResult.DONE : OrderResult.NO_SESSION, "");
    }

    /** The sessions for a report. */
    public List<HostSession> report() {
        List<HostSession> report = new ArrayList<>();
        // In its first moments a session has its X server and not yet the launcher by which its id is known. What is
        // starting is asked before and after the look at the processes, since it may begin or end in between.
        Map<String, UUID> starting = new HashMap<>(launched.starting());
        List<RunningSession> running = host.sessions();
        starting.putAll(launched.starting());
        for (RunningSession session : running) {
            String account = launched.accountName(session);
            Optional<UUID> id = session.id().or(() -> Optional.ofNullable(starting.get(account)));
            report.add(new HostSession(
                    id.orElse(null),
                    account,
                    session.displayName(),
                    session.attached(),
                    session.orphan() && !session.attached(),
                    session.seconds(),
                    id.map(launched::windows).orElse(List.of()),
                    session.attached() ? id.flatMap(clients::of).orElse(null) : null));
        }
        return report;
    }
}
