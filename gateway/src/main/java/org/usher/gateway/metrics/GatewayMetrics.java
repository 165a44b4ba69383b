package org.usher.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.usher.relay.websocket.Traffic;

/** What the gateway counts. Labels are reason codes and classes of status, never addresses or names. */
public final class GatewayMetrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Traffic traffic = new Traffic();
    private final Traffic tunnelTraffic = new Traffic();
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    public GatewayMetrics() {
        total("usher.gateway.stream.received", "Payload from clients' streams, in bytes", traffic.in());
        total("usher.gateway.stream.sent", "Payload to clients' streams, in bytes", traffic.out());
        total("usher.gateway.tunnel.received", "RDP from clients' tunnels, in bytes", tunnelTraffic.in());
        total("usher.gateway.tunnel.sent", "RDP to clients' tunnels, in bytes", tunnelTraffic.out());
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    private void total(String name, String description, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .baseUnit("bytes")
                .register(registry);
    }

    /** The numbers that others keep. */
    public void watch(IntSupplier connections, IntSupplier streams, BooleanSupplier brokersUp) {
        Gauge.builder("usher.gateway.connections", connections::getAsInt).register(registry);
        Gauge.builder("usher.gateway.streams", streams::getAsInt).register(registry);
        Gauge.builder("usher.gateway.broker.up", () -> brokersUp.getAsBoolean() ? 1 : 0)
                .register(registry);
    }

    /** Where payload of streams is counted. */
    public Traffic streamTraffic() {
        return traffic;
    }

    /** A request was answered. */
    public void answered(int status) {
        registry.counter("usher.gateway.requests", "status", status / 100 + "xx")
                .increment();
    }

    /** A connection was not accepted. */
    public void connectionRefused(String reason) {
        registry.counter("usher.gateway.connections.refused", "reason", reason).increment();
    }

    /** A stream began. */
    public void streamOpened(boolean returning) {
        registry.counter("usher.gateway.streams.opened", "returning", String.valueOf(returning))
                .increment();
    }

    /** A stream did not come about. */
    public void streamRefused(String reason) {
        registry.counter("usher.gateway.streams.refused", "reason", reason).increment();
    }

    /** A stream that had begun is over. */
    public void streamOver(String reason) {
        registry.counter("usher.gateway.streams.over", "reason", reason).increment();
    }

    /** Where RDP in tunnels is counted. */
    public Traffic tunnelTraffic() {
        return tunnelTraffic;
    }

    /** How many tunnels there are that do not lead to a host yet. */
    public void watchHalfOpen(IntSupplier halfOpen) {
        Gauge.builder("usher.gateway.tunnels.half.open", halfOpen::getAsInt).register(registry);
    }

    /** A tunnel leads to its host. */
    public void tunnelOpened(String transport) {
        registry.counter("usher.gateway.tunnels.opened", "transport", transport).increment();
    }

    /** A tunnel did not come about. */
    public void tunnelRefused(String reason) {
        registry.counter("usher.gateway.tunnels.refused", "reason", reason).increment();
    }

    /** A tunnel that led to its host is over. */
    public void tunnelOver(String reason) {
        registry.counter("usher.gateway.tunnels.over", "reason", reason).increment();
    }

    /** A connection to the relay port leads to its host. */
    public void relayOpened() {
        registry.counter("usher.gateway.relays.opened").increment();
    }

    /** A connection to the relay port did not come about. */
    public void relayRefused(String reason) {
        registry.counter("usher.gateway.relays.refused", "reason", reason).increment();
    }

    /** All of it, in Prometheus' text format. */
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
