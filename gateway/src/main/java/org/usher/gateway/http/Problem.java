package org.usher.gateway.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.usher.link.Json;

/**
 * An answer of the gateway's own that says no (RFC 9457).
 *
 * @param code stable, for programs
 * @param detail a sentence for a person
 */
public record Problem(HttpResponseStatus status, String code, String detail) {

    /** The request is not what HTTP allows, or could be read in two ways. */
    public static Problem badRequest(String detail) {
        return new Problem(HttpResponseStatus.BAD_REQUEST, "bad-request", detail);
    }

    /** There is nothing under this path, whoever asks. */
    public static Problem notFound() {
        return new Problem(HttpResponseStatus.NOT_FOUND, "not-found", "There is nothing here.");
    }

    /** No broker answers. */
    public static Problem brokerUnavailable() {
        return new Problem(
                HttpResponseStatus.SERVICE_UNAVAILABLE,
                "broker-unavailable",
                "The service is not reachable at the moment. Try again in a few seconds.");
    }

    /** A broker took the request and did not answer in time. */
    public static Problem brokerTimeout() {
        return new Problem(
                HttpResponseStatus.GATEWAY_TIMEOUT, "broker-timeout", "The service did not answer in time. Try again.");
    }

    private record Body(int status, String title, String detail, String code) {}

    /** As {@code application/problem+json}. */
    public String json() {
        return Json.write(new Body(status.code(), status.reasonPhrase(), detail, code));
    }
}
