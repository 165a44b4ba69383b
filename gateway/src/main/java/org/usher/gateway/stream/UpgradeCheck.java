package org.usher.gateway.stream;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.http.Problem;
import org.usher.wire.ticket.ClientBinding;

/** The WebSocket's opening handshake (RFC 6455, 4.2), for pages of our own with a portal session only. */
final class UpgradeCheck {

    private static final String VERSION = "13";
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** 16 bytes as base64. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    /** RFC 6265, 4.1.1, and no longer than any of ours. */
    private static final Pattern COOKIE_VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{1,1024}");

    private UpgradeCheck() {}

    /** Why this request does not open a stream; empty when it does. */
    static Optional<Problem> refusal(EdgeRequest request) {
        HttpHeaders headers = request.headers();
        if (!HttpMethod.GET.equals(request.method())) {
            return Optional.of(new Problem(
                    HttpResponseStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "The stream is opened with GET."));
        }
        if (!HttpVersion.HTTP_1_1.equals(request.version())
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !List.of(VERSION).equals(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of(new Problem(
                    HttpResponseStatus.UPGRADE_REQUIRED, "upgrade-required", "The stream is a WebSocket, version 13."));
        }
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (keys.size() != 1
                || !KEY.matcher(keys.getFirst()).matches()
                || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !headers.get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0")) {
            return Optional.of(Problem.badRequest("The WebSocket's handshake is not what RFC 6455 asks for."));
        }
        // A page of somebody else's may open a WebSocket here, and the browser sends our cookie along (SameSite is the
        // other lock on that door): its origin tells.
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        if (origins.size() != 1 || !request.host().isOrigin(origins.getFirst())) {
            return Optional.of(new Problem(
                    HttpResponseStatus.FORBIDDEN, "origin-refused", "Streams are opened by pages of this host only."));
        }
        if (session(request).isEmpty()) {
            return Optional.of(new Problem(HttpResponseStatus.UNAUTHORIZED, "sign-in-required", "Sign in first."));
        }
        return Optional.empty();
    }

    /** The value of the portal session's cookie; empty when there is none, or more than one. */
    static Optional<String> session(EdgeRequest request) {
        List<String> found = request.headers().getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(line -> List.of(line.split(";")).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(ClientBinding.COOKIE + "="))
                .map(pair -> pair.substring(ClientBinding.COOKIE.length() + 1))
                .toList();
        return found.size() == 1 && COOKIE_VALUE.matcher(found.getFirst()).matches()
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    /** The answer with which the WebSocket is open. No extension and no subprotocol is agreed to. */
    static FullHttpResponse agreement(EdgeRequest request) {
        FullHttpResponse agreement = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        agreement
                .headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(
                        HttpHeaderNames.SEC_WEBSOCKET_ACCEPT,
                        accept(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "")));
        return agreement;
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-1 is missing from this Java runtime", missing);
        }
    }
}
