package org.usher.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.http.Exchange;
import org.usher.gateway.http.Problem;
import org.usher.gateway.tsgu.TunnelDoor;

/** Who answers a request. */
final class Routing {

    private final EdgeServices services;

    Routing(EdgeServices services) {
        this.services = services;
    }

    /**
     * @param upgrade makes the connection a stream; called when the request is whole
     * @param tunnel makes the connection a part of a tunnel; called when the request is whole, or has no end
     */
    Exchange open(EdgeRequest request, EdgeAnswer answer, Runnable upgrade, Runnable tunnel) {
        return switch (request.route()) {
            case TUNNEL -> services.tunnel().open(request, answer);
            case NONE -> new Own(answer, () -> answer.problem(Problem.notFound()));
            case HEALTH -> new Own(answer, () -> health(request, answer));
            case STREAM ->
                services.streams()
                        .refusal(request)
                        .<Exchange>map(problem -> new Own(answer, () -> answer.problem(problem)))
                        .orElseGet(() -> new Own(answer, upgrade));
            case RDP -> {
                if (TunnelDoor.hasEndlessBody(request)) {
                    tunnel.run();
                    yield new Nothing();
                }
                yield new Own(answer, tunnel);
            }
        };
    }

    private void health(EdgeRequest request, EdgeAnswer answer) {
        if (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method())) {
            answer.own(OwnAnswer.health(
                    services.brokersUp().getAsBoolean(), services.clock().instant()));
        } else {
            answer.problem(new Problem(
                    HttpResponseStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "Health can only be read."));
        }
    }

    /** There is no exchange any more. */
    private record Nothing() implements Exchange {

        @Override
        public void body(ByteBuf bytes, boolean last) {
            bytes.release();
        }

        @Override
        public void writable() {}

        @Override
        public void gone() {}
    }

    /** Answers by itself when the request is whole, so that the connection can go on. The body is for nobody. */
    private static final class Own implements Exchange {

        private final Runnable whenWhole;

        Own(EdgeAnswer answer, Runnable whenWhole) {
            this.whenWhole = whenWhole;
            answer.wantBody(true);
        }

        @Override
        public void body(ByteBuf bytes, boolean last) {
            bytes.release();
            if (last) {
                whenWhole.run();
            }
        }

        @Override
        public void writable() {}

        @Override
        public void gone() {}
    }
}
