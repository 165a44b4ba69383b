package org.usher.broker.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.usher.domain.identity.Principal;

/** Whoever makes the request: a user with a portal session, or a program with an administrator's token. */
public final class SignedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    /** What lets into the console. */
    static final String ADMINISTRATOR = "ROLE_ADMINISTRATOR";

    private final transient Principal principal;
    private final String client;
    private final String cookie;

    /**
     * @param client what tickets are bound to; empty for a program
     * @param cookie the portal session's word; empty for a program
     */
    SignedIn(Principal principal, String client, String cookie) {
        super(authorities(principal));
        this.principal = principal;
        this.client = client;
        this.cookie = cookie;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(Principal principal) {
        return principal.administrator() ? List.of(new SimpleGrantedAuthority(ADMINISTRATOR)) : List.of();
    }

    @Override
    public Principal getPrincipal() {
        return principal;
    }

    @Override
    public String getName() {
        return principal.name();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    String client() {
        return client;
    }

    String cookie() {
        return cookie;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && principal.equals(that.principal) && cookie.equals(that.cookie);
    }

    @Override
    public int hashCode() {
        return principal.hashCode();
    }
}
