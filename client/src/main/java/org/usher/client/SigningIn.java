package org.usher.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.usher.client.ClientException.Reason;
import org.usher.client.api.Me;
import org.usher.client.api.PortalApi;
import org.usher.client.browser.Browser;
import org.usher.client.browser.BrowserSignIn;
import org.usher.client.secret.SessionWords;
import org.usher.client.store.Connection;

/** Signs a user in, and keeps the session's word for the next time. */
public final class SigningIn {

    private static final Duration BROWSER_RETURNS = Duration.ofMinutes(5);
    private static final int TRIES = 3;

    private final DeskParts parts;
    private final SessionWords words;

    public SigningIn(DeskParts parts) {
        this.parts = parts;
        this.words = parts.words();
    }

    /** Uses the API as the user of this connection; signs in where nobody is, or no longer. */
    public <T> T with(Connection connection, Function<PortalApi, T> use) {
        try (PortalApi api =
                new PortalApi(connection.address(), connection.trust(), parts.name(), words.read(connection.name()))) {
            if (api.session().isEmpty()) {
                signIn(api, connection);
                return use.apply(api);
            }
            try {
                return use.apply(api);
            } catch (ClientException refused) {
                if (refused.reason() != Reason.SIGN_IN) {
                    throw refused;
                }
                words.forget(connection.name());
                parts.person().tell("Your session at " + connection.name() + " is over.");
                signIn(api, connection);
                return use.apply(api);
            }
        }
    }

    /** Signs in anew. The answer is the connection with its user's name. */
    public Connection signIn(Connection connection) {
        try (PortalApi api = new PortalApi(connection.address(), connection.trust(), parts.name(), Optional.empty())) {
            return connection.withUser(signIn(api, connection).name());
        }
    }

    private Me signIn(PortalApi api, Connection connection) {
        boolean browser = connection.byBrowser()
                || (!parts.person().isThere() && parts.desk().hasScreen());
        Me me = browser ? byBrowser(api, connection) : byPassword(api, connection);
        String who = me.displayName().isEmpty() ? me.name() : me.displayName();
        String word = api.session()
                .orElseThrow(() -> new ClientException(
                        Reason.SIGN_IN, "no-session", connection.address() + " gave no session to " + who));
        Optional<String> place = words.keep(connection.name(), word);
        parts.person()
                .tell("Signed in as " + who + ". "
                        + place.map(where -> "The session is kept in " + where + ".")
                                .orElse("The session can be kept nowhere on this desk: the next command asks again."));
        return me;
    }

    private Me byPassword(PortalApi api, Connection connection) {
        String user = connection
                .user()
                .or(() -> parts.person().ask("User: ").map(String::strip).filter(name -> !name.isEmpty()))
                .orElseThrow(() -> nobodyThere(connection));
        for (int attempt = 1; ; attempt++) {
            String password = parts.person()
                    .secret("Password of " + user + " at "
                            + connection.address().getAuthority() + ": ")
                    .orElseThrow(() -> nobodyThere(connection));
            try {
                return api.signIn(user, password);
            } catch (ClientException refused) {
                boolean again = refused.code().equals("sign-in-failed")
                        && attempt < TRIES
                        && parts.person().isThere();
                if (!again) {
                    throw refused;
                }
                parts.person().tell(refused.words());
            }
        }
    }

    private static ClientException nobodyThere(Connection connection) {
        return new ClientException(
                Reason.SIGN_IN,
                "sign-in-required",
                "nobody is signed in at " + connection.name() + ", and nobody is here to be asked. Run `usher connect"
                        + " sign-in " + connection.name() + "` in a terminal");
    }

    private Me byBrowser(PortalApi api, Connection connection) {
        try (BrowserSignIn waiting = BrowserSignIn.begin(parts.random())) {
            URI page = waiting.page(connection.address(), parts.device());
            boolean shown = Browser.show(parts.desk(), parts.programs(), page);
            parts.person()
                    .tell((shown
                                    ? "Your browser asks whether to sign in here. If it does not, open\n    "
                                    : "Open\n    ")
                            + page);
            return api.signInWithGrant(waiting.await(BROWSER_RETURNS), waiting.verifier());
        }
    }

    /** Ends the session at the farm, if it answers, and forgets it here in any case. */
    public void signOut(Connection connection) {
        Optional<String> word = words.read(connection.name());
        words.forget(connection.name());
        if (word.isEmpty()) {
            return;
        }
        try (PortalApi api = new PortalApi(connection.address(), connection.trust(), parts.name(), word)) {
            api.signOut();
        } catch (ClientException refused) {
            // A session that is over needs no end.
            if (refused.reason() != Reason.SIGN_IN) {
                throw refused;
            }
        }
    }
}
