package org.usher.broker.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.module.SimpleModule;

/** What the web server does before and beside the API: it reads texts strictly, and its own refusals are problems too. */
@Configuration
class WebServer {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** Texts are whole, and lists hold no null: no rule behind the API has to think of either. */
    @Bean
    JsonMapperBuilderCustomizer strictReading() {
        return builder -> builder.addModule(new SimpleModule().addDeserializer(String.class, new WholeText()))
                .changeDefaultNullHandling(usual -> JsonSetter.Value.forContentNulls(Nulls.FAIL));
    }

    @Bean
    // After Boot's own, whose valve would answer with a page.
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheServer() {
        return server -> server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve()));
    }

    private static HttpStatus status(int number) {
        HttpStatus known = HttpStatus.resolve(number);
        return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }

    private static String code(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "not-found";
            case CONTENT_TOO_LARGE -> BodyLimit.TOO_LARGE;
            default -> status.is4xxClientError() ? "invalid" : "internal";
        };
    }

    private static String sentence(HttpStatus status) {
        return status.is4xxClientError()
                ? "The request cannot be understood (expected: one as the API describes it)."
                : "Something went wrong inside the broker. Its log says what.";
    }

    /** Refusals of what is no request that could be dispatched, such as a path that is no UTF-8. */
    private static final class ProblemValve extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            HttpStatus status = status(response.getStatus());
            try {
                Problems.write(response, status, code(status), sentence(status));
                response.finishResponse();
            } catch (IOException gone) {
                LOG.debug("a caller has left before its refusal: {}", gone.toString());
            }
        }
    }

    /** Refusals of filters, such as that of a path with a semicolon. */
    @RestController
    static final class Refusals implements ErrorController {

        @RequestMapping("/error")
        ResponseEntity<ProblemDetail> refused(HttpServletRequest request) {
            Object number = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            HttpStatus status = number instanceof Integer known ? status(known) : HttpStatus.NOT_FOUND;
            return Problems.answer(status, code(status), sentence(status), java.util.Map.of());
        }
    }
}
