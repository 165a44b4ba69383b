package org.usher.gateway.admission;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.usher.link.gateway.GatewayReport;

/** The launches on hosts without a front whose connections are carried here, for the reports. Safe for several threads. */
public final class CarriedLaunches {

    private final Set<Connection> present = ConcurrentHashMap.newKeySet();

    /** One connection; two of one launch are two. */
    private static final class Connection {

        private final UUID launch;
        private final String address;
        private final long begun = System.nanoTime();

        Connection(UUID launch, String address) {
            this.launch = launch;
            this.address = address;
        }
    }

    /** A connection is carried from now on, until the returned one is run. */
    public Runnable begin(UUID launch, InetAddress client) {
        Connection connection = new Connection(launch, client.getHostAddress());
        present.add(connection);
        return () -> present.remove(connection);
    }

    /** All of them. */
    public List<GatewayReport.Carried> present() {
        long now = System.nanoTime();
        return present.stream()
                .map(connection -> new GatewayReport.Carried(
                        connection.launch, connection.address, TimeUnit.NANOSECONDS.toSeconds(now - connection.begun)))
                .toList();
    }
}
