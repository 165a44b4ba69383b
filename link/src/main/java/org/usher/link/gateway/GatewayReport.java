package org.usher.link.gateway;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.usher.link.refusal.RefusedClient;

/**
 * How a gateway is. Sent every few seconds.
 *
 * @param streams how many streams it carries
 * @param version the program's version
 * @param relayPort the port of its plain relay, which clients reach under the gateway's own name; 0 when it is off
 * @param refused who was turned away since the last report
 * @param carried the launches on unmanaged hosts whose connections it carries now, all of them in every report: nobody else
 *     can tell that such a session is alive
 */
public record GatewayReport(
        int streams, String version, int relayPort, List<RefusedClient> refused, List<Carried> carried) {

    public GatewayReport {
        Objects.requireNonNull(version, "version");
        refused = List.copyOf(refused);
        carried = List.copyOf(carried);
    }

    /** The report of a gateway without a plain relay. */
    public GatewayReport(int streams, String version, List<RefusedClient> refused, List<Carried> carried) {
        this(streams, version, 0, refused, carried);
    }

    /**
     * A connection to an unmanaged host.
     *
     * @param launch the launch in its ticket
     * @param address where the client is, without a port
     * @param seconds for how long the gateway has carried it
     */
    public record Carried(UUID launch, String address, long seconds) {

        public Carried {
            Objects.requireNonNull(launch, "launch");
            Objects.requireNonNull(address, "address");
        }
    }
}
