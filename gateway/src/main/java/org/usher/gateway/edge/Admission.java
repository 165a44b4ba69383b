package org.usher.gateway.edge;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.usher.gateway.settings.Limits;

/**
 * Which connections are accepted: so many from one address, so many in all. One address that opens all it can, and then
 * says nothing, leaves room for everybody else. Safe for several threads.
 */
public final class Admission {

    /** Why a connection is not accepted. */
    enum Refused {
        TOO_MANY("too-many"),
        TOO_MANY_FROM_ADDRESS("too-many-from-address");

        private final String code;

        Refused(String code) {
            this.code = code;
        }

        String code() {
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
    Optional<Refused> admit(Channel channel, InetAddress client) {
        if (count.incrementAndGet() > limits.connections()) {
            count.decrementAndGet();
            return Optional.of(Refused.TOO_MANY);
        }
        InetAddress key = key(client);
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

    /** One subscriber has an IPv6 network of 64 bits, and 2^64 addresses in it. */
    private static InetAddress key(InetAddress client) {
        if (client instanceof Inet4Address) {
            return client;
        }
        byte[] network = client.getAddress();
        Arrays.fill(network, 8, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(NetUtil.toAddressString(client), impossible);
        }
    }
}
