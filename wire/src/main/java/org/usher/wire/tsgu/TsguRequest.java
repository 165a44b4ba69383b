package org.usher.wire.tsgu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.usher.wire.Ascii;

/**
 * What an HTTP request of an RDP client asks for (MS-TSGU 2.2.3 and 3.7.5). There are three ways in: a WebSocket, or two
 * connections of which one carries what the server says ({@link Out}) and the other what the client says ({@link InProbe},
 * then {@link In}).
 *
 * <p>None of them authenticates: the ticket comes in the tunnel, and clients send no Authorization header with {@link In}
 * whatever went before.
 */
public sealed interface TsguRequest {

    /** The method of a WebSocket and of the server's channel. */
    String RDG_OUT_DATA = "RDG_OUT_DATA";

    /** The method of the client's channel. */
    String RDG_IN_DATA = "RDG_IN_DATA";

    /** Where a gateway is, in any case, with or without a slash at the end. */
    String PATH = "/remoteDesktopGateway";

    /** The longest RDG-Connection-Id, in characters. */
    int MAX_CONNECTION_ID = 64;

    /** The longest Sec-WebSocket-Key, in characters. */
    int MAX_KEY = 64;

    /**
     * Everything over one WebSocket. Answer: {@link TsguAnswer#switchingProtocols}.
     *
     * @param key Sec-WebSocket-Key as it came: FreeRDP 2 sends 15 characters that are no base64
     * @param binary whether the client offers the subprotocol {@code binary}, and wants to hear it back
     */
    record WebSocket(String key, boolean binary) implements TsguRequest {}

    /**
     * The server's channel of two. Answer: {@link TsguAnswer#outChannel}, and then packets.
     *
     * @param connectionId what joins it to the other
     */
    record Out(String connectionId) implements TsguRequest {}

    /**
     * Asks whether there may be a client's channel. Answer: {@link TsguAnswer#inChannel}, on a connection that stays.
     *
     * @param connectionId what joins it to the other
     */
    record InProbe(String connectionId) implements TsguRequest {}

    /**
     * The client's channel of two, on the connection of the {@link InProbe}: packets in a body without an end. No answer before
     * there is one.
     *
     * @param connectionId what joins it to the other
     */
    record In(String connectionId) implements TsguRequest {}

    /**
     * No such request. Answer: 400. Clients take 403, 404 and 410 for a gateway that speaks RPC only, and try that.
     *
     * @param field which part of it is wrong
     */
    record Bad(String field) implements TsguRequest {}

    /** Whether this is a path of a gateway, with or without a query. */
    static boolean isPath(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return path.equalsIgnoreCase(PATH) || path.equalsIgnoreCase(PATH + "/");
    }

    /**
     * What a request for {@link #isPath} asks for.
     *
     * @param headers the values of a header, by its name in any case; none where there is none
     */
    static TsguRequest read(String method, Function<String, List<String>> headers) {
        List<String> lengths = headers.apply("Content-Length");
        List<String> encodings = headers.apply("Transfer-Encoding");
        if (lengths.size() > 1
                || lengths.stream().anyMatch(length -> !length.strip().equals("0"))) {
            return new Bad("Content-Length");
        }
        boolean chunked = encodings.size() == 1 && encodings.getFirst().strip().equalsIgnoreCase("chunked");
        if (!encodings.isEmpty() && (!chunked || !lengths.isEmpty())) {
            return new Bad("Transfer-Encoding");
        }
        if (method.equals(RDG_IN_DATA)) {
            return connectionId(headers)
                    .<TsguRequest>map(id -> chunked ? new In(id) : new InProbe(id))
                    .orElseGet(() -> new Bad("RDG-Connection-Id"));
        }
        if (!method.equals(RDG_OUT_DATA)) {
            return new Bad("method");
        }
        if (chunked) {
            return new Bad("Transfer-Encoding");
        }
        return webSocket(headers)
                .or(() -> connectionId(headers).map(Out::new))
                .orElseGet(() -> new Bad("RDG-Connection-Id"));
    }

    /** A wish for a WebSocket that cannot be met is none: the client goes on with two connections then. */
    private static Optional<TsguRequest> webSocket(Function<String, List<String>> headers) {
        List<String> keys = headers.apply("Sec-WebSocket-Key");
        boolean asked = has(headers.apply("Connection"), "upgrade")
                && has(headers.apply("Upgrade"), "websocket")
                && has(headers.apply("Sec-WebSocket-Version"), "13");
        if (!asked || keys.size() != 1 || !isPrintable(keys.getFirst().strip(), MAX_KEY)) {
            return Optional.empty();
        }
        return Optional.of(
                new WebSocket(keys.getFirst().strip(), has(headers.apply("Sec-WebSocket-Protocol"), "binary")));
    }

    private static Optional<String> connectionId(Function<String, List<String>> headers) {
        List<String> ids = headers.apply("RDG-Connection-Id");
        return ids.size() == 1 && isPrintable(ids.getFirst().strip(), MAX_CONNECTION_ID)
                ? Optional.of(ids.getFirst().strip())
                : Optional.empty();
    }

    private static boolean has(List<String> values, String token) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(one -> one.strip().toLowerCase(Locale.ROOT).equals(token));
    }

    private static boolean isPrintable(String text, int max) {
        return !text.isEmpty() && text.length() <= max && Ascii.isPrintable(text);
    }
}
