package org.usher.gateway.host;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.usher.link.gateway.GatewayReport;

/**
 * The launches on unmanaged hosts whose connections go through this gateway. Every report lists them: nobody else can tell
 * that such a session is alive. Safe for several threads.
 */
public final class CarriedLaunches {

    private final LongSupplier nanoTime;
    private final Set<Carriage> present = ConcurrentHashMap.newKeySet();

    public CarriedLaunches(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One connection; to be closed when it is over. */
    public final class Carriage implements AutoCloseable {

        private final UUID launch;
        private final String address;
        private final Consumer<String> end;
        private final long since = nanoTime.getAsLong();

        private Carriage(UUID launch, String address, Consumer<String> end) {
            this.launch = launch;
            this.address = address;
            this.end = end;
        }

        private GatewayReport.Carried reported(long now) {
            return new GatewayReport.Carried(launch, address, TimeUnit.NANOSECONDS.toSeconds(now - since));
        }

        @Override
        public void close() {
            present.remove(this);
        }
    }

    /**
     * A connection begins.
     *
     * @param end ends it for a reason; called on any thread, perhaps when it is over already
     */
    public Carriage begin(UUID launch, InetAddress client, Consumer<String> end) {
        Carriage carriage = new Carriage(launch, client.getHostAddress(), end);
        present.add(carriage);
        return carriage;
    }

    /** What a report says. */
    public List<GatewayReport.Carried> list() {
        long now = nanoTime.getAsLong();
        return present.stream().map(carriage -> carriage.reported(now)).toList();
    }

    /** Ends the connections of these launches. */
    public void end(Collection<UUID> launches, String reason) {
        for (Carriage carriage : present) {
            if (launches.contains(carriage.launch)) {
                carriage.end.accept(reason);
            }
        }
    }
}
