package org.usher.dist.bench.tunnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.usher.dist.bench.Workshop;
import org.usher.dist.bench.paper.PaperFarm;
import org.usher.relay.transport.Transport;

/** Simulated hosts, and clients that visit one after the other of them, each with an address and a ticket of its own. */
final class Town {

    private static final int HOSTS = 20;

    private final PaperFarm farm;
    private final List<PaperHost> hosts = new ArrayList<>();
    private final TunnelClient client;
    private final AtomicInteger visits = new AtomicInteger();
    private final Queue<Tunnel.Pass> passes = new ConcurrentLinkedQueue<>();

    Town(Workshop workshop, PaperFarm farm, Transport transport) {
        this.farm = farm;
        Echo echo = new Echo();
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(workshop.keep(new PaperHost(farm, transport, () -> echo)));
        }
        client = workshop.keep(new TunnelClient(farm, transport));
    }

    /** Where the peer leads its clients. */
    PaperHost anyHost() {
        return hosts.getFirst();
    }

    /** Has so many tickets signed ahead: that is a broker's work, and not to be measured with the rest. */
    void prepare(int count) {
        passes.clear();
        for (int i = 0; i < count; i++) {
            passes.add(freshPass(i));
        }
    }

    private Tunnel.Pass freshPass(int number) {
        return hosts.get(number % HOSTS).pass(farm);
    }

    /** Lets another client come through the relay at this port. */
    Visit visit(int port, Carrier carrier, boolean stays) {
        int number = visits.getAndIncrement();
        Tunnel.Pass prepared = passes.poll();
        Visit visit = new Visit(carrier, stays);
        client.open(port, number, carrier, prepared == null ? freshPass(number) : prepared, visit);
        return visit;
    }
}
