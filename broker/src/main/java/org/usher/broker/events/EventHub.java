package org.usher.broker.events;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.LaunchId;

/** Passes on what has changed to who listens. A listener hears that something changed, and looks up itself how it is. */
public final class EventHub implements AutoCloseable {

    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** What can change. */
    public sealed interface Change {}

    /** A user's sessions have changed. */
    public record SessionsOf(UserId user) implements Change {}

    /** A launch of a user has reached a stage. */
    public record LaunchOf(UserId user, LaunchId launch) implements Change {}

    /** A host has reported, or its settings have changed. */
    public record Hosts() implements Change {}

    /** What is published, or who may use it, has changed. */
    public record Resources() implements Change {}

    /** Somebody who listens, on a thread of its own. */
    public final class Listener implements AutoCloseable {

        private final Predicate<Change> interest;
        private final Set<Change> waiting = new LinkedHashSet<>();

        private Listener(Predicate<Change> interest) {
            this.interest = interest;
        }

        private synchronized void tell(Change change) {
            if (interest.test(change)) {
                waiting.add(change);
                notifyAll();
            }
        }

        private synchronized void wake() {
            notifyAll();
        }

        /** What has changed since the last call, each thing once; empty when nothing did for so long. */
        public synchronized Collection<Change> await(long milliseconds) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
            while (waiting.isEmpty() && !closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
            Set<Change> changes = new LinkedHashSet<>(waiting);
            waiting.clear();
            return changes;
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }

    /** Listens to the changes that pass the test, until closed. */
    public Listener listen(Predicate<Change> interest) {
        Listener listener = new Listener(interest);
        listeners.add(listener);
        return listener;
    }

    /** Says that something has changed. */
    public void tell(Change change) {
        listeners.forEach(listener -> listener.tell(change));
    }

    /** Whether there will be no more events. */
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        listeners.forEach(Listener::wake);
    }
}
