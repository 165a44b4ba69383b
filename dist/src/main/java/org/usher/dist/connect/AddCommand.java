package org.usher.dist.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.client.Adding;
import org.usher.client.store.Connection;
import org.usher.client.trust.Certificates;
import org.usher.wire.Octets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher connect add}. */
@Command(
        name = "add",
        header = "Add a connection to a farm, and sign in.",
        description = {
            "",
            "Where no public authority vouches for the server, its certificate is shown and",
            "has to be confirmed. Adding the same connection again replaces it.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class AddCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ADDRESS", description = "The farm: host, host:port or https://host:port/")
    private String address = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it (default: the host).")
    private @Nullable String name;

    @Option(names = "--user", paramLabel = "USER", description = "Who signs in (default: it is asked for).")
    private @Nullable String user;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            description =
                    "The server's certificate, or that of the farm's CA, by its fingerprint: no question is asked.")
    private @Nullable String fingerprint;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The CA of the server's certificate, in PEM: no question is asked.")
    private @Nullable Path authority;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "How sessions are reached: automatic, gateway-ssl, gateway, direct-ssl or direct (default:"
                    + " what the farm says).")
    private @Nullable String mode;

    @Option(names = "--browser", description = "Sign in with the browser instead of a password.")
    private boolean browser;

    @Mixin
    private Answering answering = new Answering();

    @Override
    public Integer call() {
        return answering.run(parts -> {
            Connection added = new Adding(parts)
                    .add(new Adding.Wish(
                            Connection.address(address),
                            Optional.ofNullable(name),
                            Optional.ofNullable(user),
                            Chosen.mode(mode),
                            Optional.ofNullable(fingerprint).map(AddCommand::typed),
                            Optional.ofNullable(authority).map(AddCommand::certificate),
                            browser));
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("connection", added.name());
            object.put("address", added.address().toString());
            added.user().ifPresent(who -> object.put("user", who));
            return new Answering.Answer(
                    object,
                    "The connection is called " + added.name() + ". `usher connect list` shows what you may open.");
        });
    }

    private static Octets typed(String text) {
        return Certificates.typed(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--fingerprint: " + text + " (expected: SHA-256, 64 hexadecimal digits)"));
    }

    private static X509Certificate certificate(Path file) {
        try {
            return Certificates.ofPem(Files.readString(file)).getFirst();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "--ca: " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("--ca: " + file + ": " + broken.getMessage(), broken);
        }
    }
}
