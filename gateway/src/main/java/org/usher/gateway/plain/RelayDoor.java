package org.usher.gateway.plain;

import java.util.concurrent.Executor;
import org.usher.gateway.admission.HostDoor;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.gateway.settings.TunnelPatience;
import org.usher.gateway.stream.StreamCount;
import org.usher.link.refusal.RefusalBook;

/**
 * What connections to the relay port use.
 *
 * @param launches finds what a connect code belongs to
 * @param threads on which may be waited for that
 * @param hosts lets clients in
 * @param count counts these connections together with streams
 * @param refusals where it is noted down who was turned away
 */
public record RelayDoor(
        Launches launches,
        Executor threads,
        HostDoor hosts,
        StreamCount count,
        GatewayMetrics metrics,
        RefusalBook refusals,
        TunnelPatience patience) {}
