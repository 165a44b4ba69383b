package org.usher.gateway.port;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.usher.gateway.http.ClientNetwork;
import org.usher.gateway.settings.Limits;

/**
 * Which connections are accepted: so many from one address, so many in all. One address that opens all it can, and then
 * says nothing, leaves room for everybody else. Safe for several threads.
 */
public final class Admission {

    /** Why a connection is not accepted. */
    public enum Refused {
        TOO_MANY("too-many"),
        TOO_MANY_FROM_ADDRESS("too-many-from-address");

        private final String code;

        Refused(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Limits limits;
    private final Set<Channel> present = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

    public Admission(Limits limits) {
        this.limits = limits;
    }

    /** Lets a connection in until it closes, or says why not. */
    public Optional<Refused> admit(Channel channel, InetAddress client) {
        if (count.incrementAndGet() > limits.connections()) {
            count.decrementAndGet();
            return Optional.of(Refused.TOO_MANY);
        }
        InetAddress key = ClientNetwork.of(client);
        if (perAddress.merge(key, 1, Integer::sum) > limits.connectionsPerAddress()) {
            leave(key);
            return Optional.of(Refused.TOO_MANY_FROM_ADDRESS);
        }
        present.add(channel);
        channel.closeFuture().addListener(closed -> {
            present.remove(channel);
            leave(key);
        });
        return Optional.empty();
    }

    private void leave(InetAddress key) {
        count.decrementAndGet();
        perAddress.computeIfPresent(key, (address, number) -> number == 1 ? null : number - 1);
    }

    /** Those that are open. */
    public Set<Channel> present() {
        return present;
    }
}
