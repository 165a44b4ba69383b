package org.usher.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;

/**
 * A request that may be acted on: it can be read in one way only.
 *
 * @param target path and query, the path without dot segments, empty segments and hidden slashes
 * @param client the address that the connection comes from
 * @param headers as they came; who forwards them takes out what ends here
 */
public record EdgeRequest(
        HttpMethod method,
        HttpVersion version,
        String target,
        Route route,
        PublicHost host,
        InetAddress client,
        HttpHeaders headers) {

    /** Who answers. */
    public enum Route {
        /** A broker. */
        TUNNEL,
        /** The gateway: how it is. */
        HEALTH,
        /** The gateway: a stream to a host. */
        STREAM,
        /** The gateway: a tunnel of an RDP client's. */
        RDP,
        /** Nobody. */
        NONE
    }

    /** The path alone. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Whether a person looks at the answer in a browser. */
    public boolean isNavigation() {
        return HttpMethod.GET.equals(method)
                && !path().startsWith("/api/")
                && headers.getAll(HttpHeaderNames.ACCEPT).stream().anyMatch(accept -> accept.contains("text/html"));
    }

    /** Whether doing it twice does the same as doing it once (RFC 9110, 9.2.2). */
    public boolean isIdempotent() {
        return !HttpMethod.POST.equals(method) && !HttpMethod.PATCH.equals(method);
    }
}
