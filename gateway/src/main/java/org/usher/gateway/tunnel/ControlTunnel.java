package org.usher.gateway.tunnel;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.usher.gateway.dial.Dialler;
import org.usher.gateway.http.Answer;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.http.Exchange;
import org.usher.gateway.settings.Patience;

/** The way of requests to brokers. Safe for several threads. */
public final class ControlTunnel {

    private final Brokers brokers;
    private final Dialler dialler;
    private final Patience patience;
    private final Map<EventLoop, BrokerPool> pools = new ConcurrentHashMap<>();

    /**
     * @param dialler dials brokers of the own site, and nobody else
     */
    public ControlTunnel(Brokers brokers, Dialler dialler, Patience patience) {
        this.brokers = brokers;
        this.dialler = dialler;
        this.patience = patience;
    }

    /** Opens an exchange with a broker. */
    public Exchange open(EdgeRequest request, Answer answer) {
        BrokerPool pool = pools.computeIfAbsent(answer.loop(), loop -> new BrokerPool(loop, dialler, patience));
        TunnelExchange exchange = new TunnelExchange(brokers, pool, patience, request, answer);
        exchange.start();
        return exchange;
    }
}
