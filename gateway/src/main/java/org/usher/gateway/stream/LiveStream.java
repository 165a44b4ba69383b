package org.usher.gateway.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.http.Drain;
import org.usher.gateway.metrics.GatewayMetrics;
import org.usher.relay.splice.Splice;
import org.usher.relay.websocket.CloseCode;
import org.usher.relay.websocket.WebSocketFrames;

/**
 * What is still said about a stream that is only relayed: its beginning and end in the log, and that the gateway stops.
 * Bytes do not pass here.
 */
final class LiveStream extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    private final UUID launch;
    private final WebSocketFrames frames;
    private final GatewayMetrics metrics;
    private final long begun = System.nanoTime();
    private String end = "client-ended";

    LiveStream(
            UUID launch,
            UUID host,
            InetAddress client,
            boolean returning,
            WebSocketFrames frames,
            GatewayMetrics metrics) {
        this.launch = launch;
        this.frames = frames;
        this.metrics = metrics;
        LOG.info(
                "stream open: launch={} host={} returning={} client={}",
                launch,
                host,
                returning,
                client.getHostAddress());
        metrics.streamOpened(returning);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Splice.News.PEER_ENDED) {
            end = "front-ended";
        } else if (event instanceof Drain) {
            end = "gateway-stopping";
            WebSocketFrames.close(ctx.channel(), CloseCode.SERVICE_RESTART);
        } else if (event instanceof WebSocketFrames.Violation(CloseCode code, String what)) {
            end = "websocket-" + what;
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        LOG.info(
                "stream over: launch={} reason={} seconds={} received={} sent={}",
                launch,
                end,
                seconds,
                frames.bytesIn(),
                frames.bytesOut());
        metrics.streamOver(end);
        ctx.fireChannelInactive();
    }
}
