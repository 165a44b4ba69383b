package org.usher.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.usher.gateway.http.Problem;
import org.usher.gateway.http.PublicHost;
import org.usher.gateway.http.SecurityHeaders;
import org.usher.link.Json;

/** The answers that the gateway gives by itself. */
final class OwnAnswer {

    /** Brokers restart in seconds; a page or a program that asks again soon loses little. */
    private static final String RETRY_SECONDS = "2";

    private static final String UNAVAILABLE_PAGE = resource("unavailable.html");

    private record Health(String gateway, String broker) {}

    private OwnAnswer() {}

    /** What a balancer asks for. Also without a broker it is good: streams go on, and no gateway can help it. */
    static FullHttpResponse health(boolean brokersUp, Instant now) {
        return answer(
                HttpResponseStatus.OK,
                "application/json",
                Json.write(new Health("up", brokersUp ? "up" : "down")),
                now);
    }

    static FullHttpResponse problem(Problem problem, Instant now) {
        FullHttpResponse answer = answer(problem.status(), "application/problem+json", problem.json(), now);
        if (problem.status().equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        if (problem.status().equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            answer.headers()
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        return answer;
    }

    /** A problem that ends the connection, to a request that nobody saw to. */
    static FullHttpResponse lastProblem(Problem problem, @Nullable PublicHost host, Instant now) {
        FullHttpResponse answer = problem(problem, now);
        SecurityHeaders.apply(answer.headers(), host);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    /** An answer without a body, which ends the connection: there are clients that trip over a body that says no. */
    static FullHttpResponse bare(HttpResponseStatus status, PublicHost host, Instant now) {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        SecurityHeaders.apply(answer.headers(), host);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(now)));
        return answer;
    }

    /** For a person who opens the portal while no broker answers: says so, and tries again by itself. */
    static FullHttpResponse unavailablePage(Instant now) {
        FullHttpResponse answer =
                answer(HttpResponseStatus.SERVICE_UNAVAILABLE, "text/html; charset=utf-8", UNAVAILABLE_PAGE, now);
        answer.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        return answer;
    }

    private static FullHttpResponse answer(HttpResponseStatus status, String type, String text, Instant now) {
        ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(now)));
        return answer;
    }

    private static String resource(String name) {
        try (InputStream in = OwnAnswer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
