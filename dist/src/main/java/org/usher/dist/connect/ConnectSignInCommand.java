package org.usher.dist.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.client.SigningIn;
import org.usher.client.store.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code usher connect sign-in}. */
@Command(name = "sign-in", header = "Sign in anew, when a session is over.", mixinStandardHelpOptions = true)
public final class ConnectSignInCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The connection, if there are several.")
    private @Nullable String name;

    @Mixin
    private Answering answering = new Answering();

    @Override
    public Integer call() {
        return answering.run(parts -> {
            Connection signedIn = new SigningIn(parts).signIn(Chosen.connection(parts, name));
            parts.connections().keep(signedIn);
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("connection", signedIn.name());
            signedIn.user().ifPresent(user -> object.put("user", user));
            return new Answering.Answer(object, "");
        });
    }
}
