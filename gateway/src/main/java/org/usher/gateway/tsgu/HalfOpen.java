package org.usher.gateway.tsgu;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.usher.gateway.http.ClientNetwork;

/**
 * Tunnels that do not lead to a host yet, so many from one address: somebody who begins all he can and goes on with none
 * leaves room for everybody else. Safe for several threads.
 */
public final class HalfOpen {

    private final int most;
    private final AtomicInteger present = new AtomicInteger();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

    /**
     * @param most from one IPv4 address, or from one IPv6 network of 64 bits
     */
    public HalfOpen(int most) {
        this.most = most;
    }

    /** How many there are. */
    public int present() {
        return present.get();
    }

    /** One more from this address, if there is room. */
    Optional<Place> enter(InetAddress client) {
        Place place = new Place(ClientNetwork.of(client));
        present.incrementAndGet();
        if (perAddress.merge(place.network, 1, Integer::sum) <= most) {
            return Optional.of(place);
        }
        place.leave();
        return Optional.empty();
    }

    /** The place of one tunnel. */
    final class Place {

        private final InetAddress network;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(InetAddress network) {
            this.network = network;
        }

        /** It is free again. Saying so twice does no harm. */
        void leave() {
            if (left.compareAndSet(false, true)) {
                present.decrementAndGet();
                perAddress.computeIfPresent(network, (key, number) -> number == 1 ? null : number - 1);
            }
        }
    }
}
