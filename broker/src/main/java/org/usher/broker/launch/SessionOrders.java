package org.usher.broker.launch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.usher.broker.events.EventHub;
import org.usher.broker.hosts.HostsNow;
import org.usher.broker.hosts.OrderDesk;
import org.usher.broker.store.JdbcSessions;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.launch.LaunchResource;
import org.usher.domain.sessions.Session;
import org.usher.domain.sessions.SessionSync;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;

/** What users and administrators do to sessions: each is an order to the session's host, and a fact for audit. */
public final class SessionOrders {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** A program has to start, and its window to come up. */
    private static final Duration MESSAGE_PATIENCE = Duration.ofSeconds(20);

    private final JdbcSessions sessions;
    private final HostsNow hosts;
    private final OrderDesk desk;
    private final EventHub events;
    private final AuditLog audit;
    private final Supplier<UUID> ids;

    public SessionOrders(
            JdbcSessions sessions,
            HostsNow hosts,
            OrderDesk desk,
            EventHub events,
            AuditLog audit,
            Supplier<UUID> ids) {
        this.sessions = sessions;
        this.hosts = hosts;
        this.desk = desk;
        this.events = events;
        this.audit = audit;
        this.ids = ids;
    }

    /** Who does it, for audit. */
    public record Actor(String name, String address) {}

    /** Why it was not done; {@link #code} is for answer and audit. */
    public enum Failure {
        /** The host's agent does not answer at the moment. */
        HOST_NOT_ANSWERING("host-not-answering"),
        /** The host does not have this session any more. */
        SESSION_UNKNOWN("session-unknown"),
        /** The host tried and failed. */
        HOST_FAILED("host-failed"),
        /** The session has nothing to show a message with. */
        MESSAGE_NOT_SHOWN("message-not-shown"),
        /** There is nobody of ours on the host who could do it. */
        HOST_UNMANAGED("host-unmanaged");

        private final String code;

        Failure(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Takes the client off the session; it runs on. */
    public Optional<Failure> disconnect(Session session, Actor actor) {
        if (!isManaged(session)) {
            return endUnmanaged(session, actor, "session.disconnect");
        }
        return order(
                session,
                actor,
                "session.disconnect",
                id -> new Order.Disconnect(id, session.id().value()));
    }

    /** Ends the session. What was not saved is lost. */
    public Optional<Failure> end(Session session, Actor actor) {
        if (!isManaged(session)) {
            return endUnmanaged(session, actor, "session.end");
        }
        Optional<Failure> failure = order(
                session,
                actor,
                "session.end",
                id -> new Order.End(id, session.id().value(), false));
        if (failure.isEmpty() || failure.get() == Failure.SESSION_UNKNOWN) {
            return ended(session, SessionSync.ENDED_ON_HOST);
        }
        if (failure.get() == Failure.HOST_NOT_ANSWERING && hosts.isDead(session.host())) {
            return ended(session, LaunchResource.HOST_LOST);
        }
        return failure;
    }

    /** Shows a text to whoever looks at the session. */
    public Optional<Failure> message(Session session, String text, Actor actor) {
        Optional<Failure> failure = isManaged(session)
                ? carryOut(session, id -> new Order.Message(id, session.id().value(), text), MESSAGE_PATIENCE)
                : Optional.of(Failure.HOST_UNMANAGED);
        audit.record(fact(session, actor, "session.message", failure).with(Map.of("text", text)));
        return failure;
    }

    private boolean isManaged(Session session) {
        return hosts.isManaged(session.host());
    }

    /** Nobody on the host could be told. The gateways that carry it hear of it, and the host may go on without us. */
    private Optional<Failure> endUnmanaged(Session session, Actor actor, String action) {
        audit.record(
                AuditFact.done(session.key().site(), actor.name(), actor.address(), action, "session " + session.id()));
        return ended(session, SessionSync.ENDED_ON_HOST);
    }

    private Optional<Failure> ended(Session session, String reason) {
        sessions.end(session.id(), reason);
        events.tell(new EventHub.SessionsOf(session.key().user()));
        return Optional.empty();
    }

    /** Brings a window of the session to the front. */
    public Optional<Failure> raise(Session session, String window, Actor actor) {
        return carryOut(session, id -> new Order.RaiseWindow(id, session.id().value(), window));
    }

    /** Asks a window of the session to close. */
    public Optional<Failure> close(Session session, String window, Actor actor) {
        return carryOut(session, id -> new Order.CloseWindow(id, session.id().value(), window));
    }

    private Optional<Failure> order(Session session, Actor actor, String action, Function<UUID, Order> order) {
        Optional<Failure> failure = carryOut(session, order);
        audit.record(fact(session, actor, action, failure));
        return failure;
    }

    private static AuditFact fact(Session session, Actor actor, String action, Optional<Failure> failure) {
        String object = "session " + session.id();
        return failure.map(because -> AuditFact.failed(
                        session.key().site(), actor.name(), actor.address(), action, object, because.code()))
                .orElseGet(() -> AuditFact.done(session.key().site(), actor.name(), actor.address(), action, object));
    }

    private Optional<Failure> carryOut(Session session, Function<UUID, Order> order) {
        return carryOut(session, order, PATIENCE);
    }

    private Optional<Failure> carryOut(Session session, Function<UUID, Order> order, Duration patience) {
        if (!desk.listening(session.host())) {
            return Optional.of(Failure.HOST_NOT_ANSWERING);
        }
        return desk.carryOut(session.host(), order.apply(ids.get()), patience)
                .map(result -> switch (result.code()) {
                    case OrderResult.DONE -> Optional.<Failure>empty();
                    case OrderResult.NO_SESSION -> Optional.of(Failure.SESSION_UNKNOWN);
                    case OrderResult.NOT_SHOWN -> Optional.of(Failure.MESSAGE_NOT_SHOWN);
                    default -> Optional.of(Failure.HOST_FAILED);
                })
                .orElse(Optional.of(Failure.HOST_NOT_ANSWERING));
    }
}
