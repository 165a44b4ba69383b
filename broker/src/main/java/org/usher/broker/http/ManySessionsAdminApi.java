package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.launch.SessionOrders;
import org.usher.broker.launch.SessionOrders.Failure;
import org.usher.broker.store.JdbcSessions;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionId;
import org.usher.link.host.Order;

/**
 * The same done to many sessions at once. The answer says of each what became of it: that one host is silent must not keep
 * the others' sessions from being told.
 */
@RestController
@RequestMapping("/api/v1/admin/sessions")
class ManySessionsAdminApi {

    private static final Logger LOG = LoggerFactory.getLogger(ManySessionsAdminApi.class);
    private static final int MOST = 1_000;

    /** How many orders a host gets at a time: each is work for it, and has to be answered in time. */
    private static final int AT_A_TIME = 8;

    private final JdbcSessions sessions;
    private final SessionOrders orders;
    private final SiteId site;

    ManySessionsAdminApi(JdbcSessions sessions, SessionOrders orders, SiteId site) {
        this.sessions = sessions;
        this.orders = orders;
        this.site = site;
    }

    record Chosen(@Nullable List<UUID> sessions) {}

    record Message(@Nullable List<UUID> sessions, @Nullable String text) {}

    /** What became of one; {@code reason} is null when it was done. */
    record Outcome(UUID session, boolean done, @Nullable String reason) {}

    record Outcomes(List<Outcome> results) {}

    @PostMapping("/message")
    Outcomes message(@RequestBody Message message, SignedIn who, HttpServletRequest request) {
        SessionOrders.Actor actor = SessionsApi.actor(who, request);
        String text = requireText(message.text());
        return each(message.sessions(), session -> orders.message(session, text, actor));
    }

    private static String requireText(@Nullable String text) {
        String words = text == null ? "" : text.strip();
        boolean control = words.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n');
        if (words.isEmpty() || words.length() > Order.Message.LONGEST || control) {
            throw ProblemException.invalid(
                    "text",
                    words.length() + " characters (expected: 1 to " + Order.Message.LONGEST
                            + ", and no control characters but the end of a line)");
        }
        return words;
    }

    @PostMapping("/disconnect")
    Outcomes disconnect(@RequestBody Chosen chosen, SignedIn who, HttpServletRequest request) {
        SessionOrders.Actor actor = SessionsApi.actor(who, request);
        return each(chosen.sessions(), session -> orders.disconnect(session, actor));
    }

    @PostMapping("/log-off")
    Outcomes logOff(@RequestBody Chosen chosen, SignedIn who, HttpServletRequest request) {
        SessionOrders.Actor actor = SessionsApi.actor(who, request);
        return each(chosen.sessions(), session -> orders.end(session, actor));
    }

    private Outcomes each(@Nullable List<UUID> chosen, Function<Session, Optional<Failure>> what) {
        List<UUID> ids = chosen == null ? List.of() : chosen.stream().distinct().toList();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw ProblemException.invalid("sessions", ids.size() + " (expected: 1 to " + MOST + ")");
        }
        List<Future<Outcome>> under = new ArrayList<>();
        Map<HostId, Turns> turns = new ConcurrentHashMap<>();
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            ids.forEach(id -> under.add(hands.submit(() -> outcome(id, what, turns))));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            outcomes.add(resultOf(ids.get(i), under.get(i)));
        }
        return new Outcomes(List.copyOf(outcomes));
    }

    /** The orders of one host. Whoever has left one without an answer is not waited for again. */
    private static final class Turns {

        private final Semaphore free = new Semaphore(AT_A_TIME);
        private volatile boolean silent;

        Optional<Failure> take(Session session, Function<Session, Optional<Failure>> what) throws InterruptedException {
            free.acquire();
            try {
                if (silent) {
                    return Optional.of(Failure.HOST_NOT_ANSWERING);
                }
                Optional<Failure> failure = what.apply(session);
                if (failure.equals(Optional.of(Failure.HOST_NOT_ANSWERING))) {
                    silent = true;
                }
                return failure;
            } finally {
                free.release();
            }
        }
    }

    private Outcome outcome(UUID id, Function<Session, Optional<Failure>> what, Map<HostId, Turns> turns)
            throws InterruptedException {
        Optional<Session> session = sessions.live(site, new SessionId(id));
        Optional<Failure> failure = session.isEmpty()
                ? Optional.of(Failure.SESSION_UNKNOWN)
                : turns.computeIfAbsent(session.get().host(), host -> new Turns())
                        .take(session.get(), what);
        return new Outcome(id, failure.isEmpty(), failure.map(Failure::code).orElse(null));
    }

    /** One that breaks is the host's failure, whatever it was; the others have been done all the same. */
    private static Outcome resultOf(UUID id, Future<Outcome> under) {
        try {
            return under.get();
        } catch (ExecutionException broken) {
            LOG.error("session {}", id, broken.getCause());
            return new Outcome(id, false, Failure.HOST_FAILED.code());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome(id, false, Failure.HOST_NOT_ANSWERING.code());
        }
    }
}
