package org.usher.gateway.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.usher.gateway.http.EdgeRequest;
import org.usher.gateway.http.Problem;
import org.usher.gateway.http.PublicHost;
import org.usher.gateway.settings.Limits;
import org.usher.wire.tsgu.TsguRequest;

/** Which requests are acted on. What can be read in two ways is refused, not mended. */
final class RequestCheck {

    /** What came of it. */
    sealed interface Finding {

        record Good(EdgeRequest request) implements Finding {}

        record Bad(Problem problem) implements Finding {}
    }

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    /** Those of RD Gateway, which are taken where it is and nowhere else. */
    private static final Set<HttpMethod> RDP_METHODS =
            Set.of(new HttpMethod(TsguRequest.RDG_OUT_DATA), new HttpMethod(TsguRequest.RDG_IN_DATA));

    /** Those of its older form, whose length means nothing: refused in the words that their clients understand. */
    private static final Set<HttpMethod> RPC_METHODS =
            Set.of(new HttpMethod("RPC_IN_DATA"), new HttpMethod("RPC_OUT_DATA"));

    private RequestCheck() {}

    static Finding check(HttpRequest request, InetAddress client) {
        if (!request.decoderResult().isSuccess()) {
            return new Finding.Bad(problem(request.decoderResult().cause()));
        }
        Optional<Problem> problem = problem(request);
        if (problem.isPresent()) {
            return new Finding.Bad(problem.get());
        }
        HttpMethod method = request.method();
        if (!METHODS.contains(method) && !RDP_METHODS.contains(method) && !RPC_METHODS.contains(method)) {
            return new Finding.Bad(methodNotAllowed());
        }
        Optional<PublicHost> host = host(request);
        if (host.isEmpty()) {
            return new Finding.Bad(Problem.badRequest("The Host field must be there once and name a host."));
        }
        Optional<Target> target = Target.parse(request.uri(), host.get());
        if (target.isEmpty()) {
            return new Finding.Bad(Problem.badRequest("The path is of a form that is not accepted here."));
        }
        Optional<Problem> misplaced =
                methodProblem(method, target.get().route()).or(() -> lengthProblem(request.headers()));
        if (misplaced.isPresent()) {
            return new Finding.Bad(misplaced.get());
        }
        return new Finding.Good(new EdgeRequest(
                method,
                request.protocolVersion(),
                target.get().text(),
                target.get().route(),
                host.get(),
                client,
                request.headers()));
    }

    /** The host of a request, if it names one; also asked for requests that are refused. */
    static Optional<PublicHost> host(HttpRequest request) {
        List<String> values = request.headers().getAll(HttpHeaderNames.HOST);
        return values.size() == 1 ? PublicHost.parse(values.getFirst()) : Optional.empty();
    }

    private static Problem problem(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line ->
                new Problem(
                        HttpResponseStatus.REQUEST_URI_TOO_LONG,
                        "uri-too-long",
                        "The first line is longer than " + Limits.MAX_FIRST_LINE + " bytes.");
            case TooLongHttpHeaderException header -> tooLarge();
            default -> Problem.badRequest("The request is not what HTTP/1.1 allows.");
        };
    }

    private static Problem tooLarge() {
        return new Problem(
                HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "header-too-large",
                "The header is longer than " + Limits.MAX_HEADER + " bytes or " + Limits.MAX_FIELDS + " fields.");
    }

    private static Optional<Problem> problem(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                && !HttpVersion.HTTP_1_0.equals(request.protocolVersion())) {
            return Optional.of(new Problem(
                    HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "http-version", "Only HTTP/1.1 is spoken here."));
        }
        if (headers.size() > Limits.MAX_FIELDS) {
            return Optional.of(tooLarge());
        }
        return Optional.empty();
    }

    private static Optional<Problem> methodProblem(HttpMethod method, EdgeRequest.Route route) {
        if (RPC_METHODS.contains(method)) {
            return Optional.of(route == EdgeRequest.Route.NONE ? Problem.notFound() : methodNotAllowed());
        }
        return RDP_METHODS.contains(method) == (route == EdgeRequest.Route.RDP)
                ? Optional.empty()
                : Optional.of(methodNotAllowed());
    }

    private static Problem methodNotAllowed() {
        return new Problem(
                HttpResponseStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This method is not served here.");
    }

    /** Netty refuses the two together too; here it is said for every version, and only one plain form of each is left. */
    private static Optional<Problem> lengthProblem(HttpHeaders headers) {
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (lengths.size() + codings.size() > 1) {
            return Optional.of(Problem.badRequest("The length of the body is said more than once."));
        }
        if (codings.stream().anyMatch(coding -> !coding.equalsIgnoreCase("chunked"))) {
            return Optional.of(Problem.badRequest("The only transfer coding is chunked."));
        }
        for (String length : lengths) {
            if (length.isEmpty() || length.length() > 18 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Problem.badRequest("The Content-Length is no number."));
            }
            if (Long.parseLong(length) > Limits.MAX_BODY) {
                return Optional.of(tooLong());
            }
        }
        List<String> expectations = headers.getAll(HttpHeaderNames.EXPECT);
        if (expectations.stream().anyMatch(expectation -> !expectation.equalsIgnoreCase("100-continue"))) {
            return Optional.of(new Problem(
                    HttpResponseStatus.EXPECTATION_FAILED, "expectation", "Only 100-continue can be expected."));
        }
        return Optional.empty();
    }

    static Problem tooLong() {
        return new Problem(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                "body-too-large",
                "The body is longer than " + Limits.MAX_BODY + " bytes.");
    }
}
