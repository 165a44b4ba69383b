package org.usher.agent.front;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The visitors that have not said yet what they want. Anybody who reaches the port can become one, so there is only room for
 * so many: when it is full, of those from the address that has the most the one who has hesitated longest makes room for the
 * next. So a storm from one address pushes itself out, and nobody else.
 *
 * <p>Owned by the front's one thread.
 */
final class Strangers {

    /** Who has an address of IPv6 has a network of them. */
    private static final int NETWORK = 8;

    private final int room;
    private final Map<List<Byte>, Set<Channel>> present = new HashMap<>();
    private int count;

    Strangers(int room) {
        this.room = room;
    }

    void came(Channel visitor) {
        if (count >= room) {
            closeOne();
        }
        List<Byte> from = address(visitor);
        present.computeIfAbsent(from, address -> new LinkedHashSet<>()).add(visitor);
        count++;
        visitor.closeFuture().addListener(gone -> remove(from, visitor));
    }

    private static List<Byte> address(Channel visitor) {
        if (!(visitor.remoteAddress() instanceof InetSocketAddress from)) {
            return List.of();
        }
        InetAddress address = from.getAddress();
        byte[] bytes = address.getAddress();
        List<Byte> key = new ArrayList<>();
        for (byte part : bytes.length > NETWORK ? Arrays.copyOf(bytes, NETWORK) : bytes) {
            key.add(part);
        }
        return key;
    }

    private void closeOne() {
        Set<Channel> most = present.values().stream()
                .max(Comparator.comparingInt(Set::size))
                .orElseThrow();
        Iterator<Channel> longestFirst = most.iterator();
        Channel longest = longestFirst.next();
        known(longest);
        longest.close();
    }

    /** The visitor has said what it wants, and somebody else looks after it. */
    void known(Channel visitor) {
        remove(address(visitor), visitor);
    }

    private void remove(List<Byte> from, Channel visitor) {
        Set<Channel> there = present.get(from);
        if (there != null && there.remove(visitor)) {
            count--;
            if (there.isEmpty()) {
                present.remove(from);
            }
        }
    }
}
