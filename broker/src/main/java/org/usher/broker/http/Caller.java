package org.usher.broker.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.usher.wire.component.ComponentName;
import org.usher.wire.ticket.ClientBinding;

/** What can be known of who makes a request, before anybody has signed in. */
public final class Caller {

    private static final String COMPONENT = Caller.class.getName() + ".component";

    private Caller() {}

    static void keep(HttpServletRequest request, ComponentName component) {
        request.setAttribute(COMPONENT, component);
    }

    /** The component that has proven itself on this connection. */
    public static Optional<ComponentName> component(HttpServletRequest request) {
        return Optional.ofNullable((ComponentName) request.getAttribute(COMPONENT));
    }

    /** Where the client is. Only a gateway's connection gets here, so its word on that can be taken. */
    static String address(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-For");
        return forwarded == null ? request.getRemoteAddr() : forwarded;
    }

    /** The word in the portal session's cookie. */
    static Optional<String> cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(ClientBinding.COOKIE)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
