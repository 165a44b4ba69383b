package org.usher.domain.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.usher.domain.hosts.HostId;
import org.usher.domain.launch.HostOrders;

/** Hosts' agents that answer as the test tells each of them. A host that was told nothing is silent. */
public final class ScriptedHostOrders implements HostOrders {

    private final Map<HostId, Function<Prepare, Answer>> scripts = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** An order with the host that it was for and what that said. */
    public record Asked(HostId host, Prepare order, Answer answer) {}

    /** From now on the host answers each order like this. */
    public void answer(HostId host, Function<Prepare, Answer> script) {
        scripts.put(host, script);
    }

    /** From now on the host gives these answers one after the other, and the last one for ever. */
    public void answer(HostId host, Answer... inTurn) {
        Deque<Answer> left = new ArrayDeque<>(List.of(inTurn));
        answer(host, order -> left.size() > 1 ? left.removeFirst() : left.getFirst());
    }

    @Override
    public Answer prepare(HostId host, Prepare order) {
        Function<Prepare, Answer> script = scripts.getOrDefault(host, any -> new Silent());
        Answer answer = script.apply(order);
        asked.add(new Asked(host, order, answer));
        return answer;
    }

    /** Every order that was given, oldest first. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The orders that this host was given, oldest first. */
    public List<Prepare> asked(HostId host) {
        return asked.stream()
                .filter(one -> one.host().equals(host))
                .map(Asked::order)
                .toList();
    }
}
