package org.usher.broker.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.usher.broker.identity.ApiTokens;
import org.usher.broker.identity.PortalSessions;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;

/** Who may call what. Everything is refused that is not named here. */
@Configuration
@EnableWebSecurity
class Security {

    static final String SIGN_IN_REQUIRED = "sign-in-required";
    static final String PLEASE_SIGN_IN = "Please sign in. The last sign-in has ended, or there was none.";

    private static final String ADMINISTRATOR_REQUIRED = "administrator-required";
    private static final int MAX_ASKED = 200;
    private static final String CSRF_COOKIE = "__Host-usher-csrf";
    private static final String CSRF_HEADER = "X-CSRF-Token";

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            JdbcClient database,
            SiteId site,
            PortalSessions sessions,
            ApiTokens tokens,
            AuditLog audit) {
        return http.addFilterBefore(new BodyLimit(), SecurityContextHolderFilter.class)
                .addFilterAfter(new ComponentFilter(database, site), SecurityContextHolderFilter.class)
                .addFilterBefore(new PortalSessionFilter(sessions, tokens, site), AnonymousAuthenticationFilter.class)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf ->
                        csrf.spa().csrfTokenRepository(csrfTokens()).requireCsrfProtectionMatcher(Security::needsCsrf))
                // The gateway sets the security headers, for its own answers too.
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, unknown) ->
                                Problems.write(response, HttpStatus.UNAUTHORIZED, SIGN_IN_REQUIRED, PLEASE_SIGN_IN))
                        .accessDeniedHandler((request, response, denied) -> {
                            boolean csrf = denied instanceof CsrfException;
                            if (!csrf) {
                                audit.record(denial(site, request));
                            }
                            Problems.write(
                                    response,
                                    HttpStatus.FORBIDDEN,
                                    csrf ? "csrf" : ADMINISTRATOR_REQUIRED,
                                    csrf
                                            ? "The request does not carry the word of the cookie " + CSRF_COOKIE
                                                    + " in its header " + CSRF_HEADER + "."
                                            : "This is for administrators.");
                        }))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(
                                "/api/v1/sign-in", "/api/v1/sign-in/grant", "/api/v1/me", "/api/v1/farm", "/link/v1/**")
                        .permitAll()
                        .requestMatchers("/api/v1/admin/**", "/metrics")
                        .hasAuthority(SignedIn.ADMINISTRATOR)
                        .requestMatchers("/api/**")
                        .authenticated()
                        .requestMatchers(HttpMethod.GET, "/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    private static AuditFact denial(SiteId site, HttpServletRequest request) {
        String asked = request.getMethod() + " " + request.getRequestURI();
        return AuditFact.refused(
                site,
                request.getRemoteUser() == null ? "" : request.getRemoteUser(),
                Caller.address(request),
                "console.use",
                asked.length() > MAX_ASKED ? asked.substring(0, MAX_ASKED) + "…" : asked,
                ADMINISTRATOR_REQUIRED);
    }

    private static CookieCsrfTokenRepository csrfTokens() {
        CookieCsrfTokenRepository repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
        repository.setCookieName(CSRF_COOKIE);
        repository.setHeaderName(CSRF_HEADER);
        repository.setCookieCustomizer(
                cookie -> cookie.secure(true).sameSite("Strict").path("/"));
        return repository;
    }

    private static boolean needsCsrf(HttpServletRequest request) {
        RequestMatcher usual = CsrfFilter.DEFAULT_CSRF_MATCHER;
        return usual.matches(request)
                && !request.getRequestURI().startsWith("/link/")
                && !PortalSessionFilter.hasToken(request);
    }
}
