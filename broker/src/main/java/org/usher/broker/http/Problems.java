package org.usher.broker.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.usher.link.Json;

/** Turns what goes wrong into problems with a reason code. No stack trace leaves the broker. */
@RestControllerAdvice
class Problems {

    /** The field that says when the next try may come; the header Retry-After says the same. */
    static final String RETRY_AFTER_SECONDS = "retryAfterSeconds";

    /** PostgreSQL's {@code character_not_in_repertoire}. */
    private static final String NO_TEXT = "22021";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException problem) {
        return answer(problem.status(), problem.code(), String.valueOf(problem.getMessage()), problem.more());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(BodyLimit.TooLargeException tooLarge) {
        return answer(HttpStatus.CONTENT_TOO_LARGE, BodyLimit.TOO_LARGE, BodyLimit.SENTENCE, Map.of());
    }

    /** A text of the query that PostgreSQL cannot have; those of bodies are refused when they are read. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unkept(DataIntegrityViolationException refused) {
        return refused.getMostSpecificCause() instanceof SQLException sql && NO_TEXT.equals(sql.getSQLState())
                ? noText()
                : anything(refused);
    }

    /** A query that is no UTF-8. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> undecoded(InvalidParameterException undecoded) {
        return noText();
    }

    private static ResponseEntity<ProblemDetail> noText() {
        return answer(
                HttpStatus.BAD_REQUEST,
                "invalid",
                "The request holds a character that is none (expected: text in UTF-8 without the character zero).",
                Map.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable) {
        if (unreadable.getMostSpecificCause() instanceof BodyLimit.TooLargeException tooLarge) {
            return tooLarge(tooLarge);
        }
        return answer(
                HttpStatus.BAD_REQUEST,
                "unreadable",
                "The request's body cannot be read (expected: JSON as the API describes it).",
                Map.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(TypeMismatchException mistyped) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "invalid",
                mistyped.getPropertyName() + ": " + mistyped.getValue() + " (expected: another kind of value)",
                Map.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> anything(Exception failure) {
        if (failure instanceof ErrorResponse known) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            String detail = known.getBody().getDetail();
            return answer(
                    status,
                    status == HttpStatus.NOT_FOUND ? "not-found" : "invalid",
                    detail == null ? "" : detail,
                    Map.of());
        }
        LOG.error("a request failed", failure);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "Something went wrong inside the broker. Its log says what.",
                Map.of());
    }

    static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, String code, String detail, Map<String, Object> more) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setProperty("code", code);
        more.forEach(body::setProperty);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        Object wait = more.get(RETRY_AFTER_SECONDS);
        if (wait != null) {
            answer.header(HttpHeaders.RETRY_AFTER, wait.toString());
        }
        return answer.body(body);
    }

    /** The same from a filter, where there is no controller yet. */
    static void write(HttpServletResponse response, HttpStatus status, String code, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter()
                .write(Json.write(Map.of(
                        "status", status.value(), "title", status.getReasonPhrase(), "code", code, "detail", detail)));
    }
}
