package org.usher.gateway.tunnel;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.usher.gateway.http.EdgeRequest;

/** What a request and an answer say on the other side of the gateway (RFC 9110, 7.6). */
final class TunnelHeaders {

    /** For one connection only, besides what Connection names. */
    private static final List<String> HOP_BY_HOP = List.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            // Answered here.
            "expect");

    /** What only a gateway may say about a client, and the other spellings that frameworks listen to. */
    private static final List<String> ABOUT_CLIENT =
            List.of("forwarded", "x-real-ip", "x-client-ip", "x-original-url", "x-rewrite-url", "proxy");

    private static final String FORWARDED_PREFIX = "x-forwarded-";

    private TunnelHeaders() {}

    /** The request as a broker gets it. */
    static HttpRequest forBroker(EdgeRequest request) {
        HttpRequest forwarded = new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.target());
        HttpHeaders headers = forwarded.headers().add(request.headers());
        removeHopByHop(headers);
        ABOUT_CLIENT.forEach(headers::remove);
        for (String name : List.copyOf(headers.names())) {
            if (name.toLowerCase(Locale.ROOT).startsWith(FORWARDED_PREFIX)) {
                headers.remove(name);
            }
        }
        headers.set(HttpHeaderNames.HOST, request.host().text())
                .set("x-forwarded-for", request.client().getHostAddress())
                .set("x-forwarded-proto", "https")
                .set("x-forwarded-host", request.host().text());
        return forwarded;
    }

    /** The answer as the client gets it, before the connection adds its own. */
    static HttpResponse forClient(HttpResponse answer, HttpMethod method) {
        HttpResponse forwarded = new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status());
        HttpHeaders headers = forwarded.headers().add(answer.headers());
        removeHopByHop(headers);
        boolean hasBody = !HttpMethod.HEAD.equals(method)
                && answer.status().code() != 204
                && answer.status().code() != 304
                && answer.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        if (hasBody && !HttpUtil.isContentLengthSet(answer)) {
            // Chunked already, or until the connection ends: chunks say both.
            HttpUtil.setTransferEncodingChunked(forwarded, true);
        }
        return forwarded;
    }

    private static void removeHopByHop(HttpHeaders headers) {
        List<String> named = new ArrayList<>();
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : value.split(",", -1)) {
                named.add(name.strip());
            }
        }
        for (String name : named) {
            // Framing is settled: a client that names its fields here would have them taken away behind our back.
            if (!name.isEmpty()
                    && !HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)
                    && !HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
                headers.remove(name);
            }
        }
        HOP_BY_HOP.forEach(headers::remove);
    }
}
