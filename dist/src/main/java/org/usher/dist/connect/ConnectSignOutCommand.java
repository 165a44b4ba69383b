package org.usher.dist.connect;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.client.SigningIn;
import org.usher.client.store.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code usher connect sign-out}. */
@Command(
        name = "sign-out",
        header = "End the session at the farm and forget it here; the connection stays.",
        mixinStandardHelpOptions = true)
public final class ConnectSignOutCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The connection, if there are several.")
    private @Nullable String name;

    @Mixin
    private Answering answering = new Answering();

    @Override
    public Integer call() {
        return answering.run(parts -> {
            Connection connection = Chosen.connection(parts, name);
            new SigningIn(parts).signOut(connection);
            return new Answering.Answer(
                    Map.of("signedOut", connection.name()), "Signed out of " + connection.name() + ".");
        });
    }
}
