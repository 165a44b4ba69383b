package org.usher.domain.launch;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocking code in flows of which one moves at a time, from one pause to the next, in an order that the caller chooses.
 * So code that waits for others can be tried in every interleaving, and the same choices give the same run.
 */
final class Flows {

    private final List<Flow> waiting = new ArrayList<>();
    private @Nullable Flow moving;
    private boolean together;

    private static final class Flow {
        private final Semaphore go = new Semaphore(0);
        private final Semaphore stopped = new Semaphore(0);
        private volatile boolean over;
        private volatile @Nullable Throwable failure;
    }

    /** Begins a flow, which goes up to its first pause. */
    void start(Runnable work) {
        Flow flow = new Flow();
        waiting.add(flow);
        Thread.ofVirtual().start(() -> {
            flow.go.acquireUninterruptibly();
            try {
                work.run();
            } catch (Throwable failed) {
                flow.failure = failed;
            }
            flow.over = true;
            flow.stopped.release();
        });
        goOn(waiting.size() - 1);
    }

    /** How many flows wait to go on. */
    int waiting() {
        return waiting.size();
    }

    /** Lets one of them go on to its next pause or its end. */
    void goOn(int number) {
        Flow flow = waiting.get(number);
        moving = flow;
        flow.go.release();
        flow.stopped.acquireUninterruptibly();
        moving = null;
        if (flow.over) {
            waiting.remove(number);
        }
        Throwable failure = flow.failure;
        if (failure != null) {
            throw new AssertionError("a flow failed: " + failure, failure);
        }
    }

    /** Called in a flow: others may move now. Outside of a flow it does nothing. */
    void pause() {
        Flow flow = moving;
        if (flow != null && !together) {
            flow.stopped.release();
            flow.go.acquireUninterruptibly();
        }
    }

    /** Called in a flow: until this is done nobody else moves. */
    <T> T together(Supplier<T> work) {
        together = true;
        try {
            return work.get();
        } finally {
            together = false;
        }
    }

    /** A port that pauses before each call of it. */
    <P> P pausing(Class<P> port, P real) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            pause();
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause() == null ? thrown : thrown.getCause();
            }
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }
}
