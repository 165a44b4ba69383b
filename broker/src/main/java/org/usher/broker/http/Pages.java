package org.usher.broker.http;

import org.springframework.http.HttpStatus;
import org.usher.broker.launch.SessionOrders;

/** What several endpoints share. */
final class Pages {

    private Pages() {}

    static String iconUrl(String digest) {
        return "/api/v1/icons/" + digest;
    }

    static ProblemException failure(SessionOrders.Failure failure) {
        return switch (failure) {
            case HOST_NOT_ANSWERING ->
                ProblemException.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        failure.code(),
                        "The session's host does not answer at the moment. Please try again in a few seconds.");
            case SESSION_UNKNOWN ->
                ProblemException.of(HttpStatus.NOT_FOUND, failure.code(), "The session has ended in the meantime.");
            case HOST_FAILED ->
                ProblemException.of(
                        HttpStatus.BAD_GATEWAY,
                        failure.code(),
                        "The session's host could not do it. Its agent's log says why.");
            case MESSAGE_NOT_SHOWN ->
                ProblemException.of(
                        HttpStatus.BAD_GATEWAY,
                        failure.code(),
                        "The session could not show the message: its host has neither zenity nor xmessage.");
            case HOST_UNMANAGED ->
                ProblemException.of(
                        HttpStatus.CONFLICT, failure.code(), "The session's host has no agent that could do it.");
        };
    }
}
