package org.usher.dist.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.dist.api.AdminApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code usher join-token}. */
@Command(
        name = "join-token",
        header = "Make a word that lets one machine join this farm.",
        description = {
            "",
            "Run it on the server: it acts with the administrator's token in the server's",
            "state directory. The word is good once, and for a while.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class JoinTokenCommand implements Callable<Integer> {

    @Option(names = "--role", paramLabel = "ROLE", description = "What the machine becomes: host (default) or gateway.")
    private String role = "host";

    @Option(names = "--valid-minutes", paramLabel = "N", description = "How long the word is good (default: 60).")
    private int validMinutes = 60;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The server's state directory (default: /var/lib/usher).")
    private Path state = Path.of("/var/lib/usher");

    @Option(names = "--server", paramLabel = "URL", description = "The server (default: https://localhost:8443).")
    private URI server = URI.create("https://localhost:8443");

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The CA of the server's certificate, if it is one of your own.")
    private @Nullable Path authority;

    @Override
    public Integer call() {
        AdminApi api = authority == null ? AdminApi.of(state, server) : AdminApi.of(state, server, authority);
        JsonNode token = api.post("/api/v1/admin/join-tokens", Map.of("role", role, "validMinutes", validMinutes));
        System.out.println("On the new machine, until " + token.path("expires").asString() + ":");
        System.out.println("    " + token.path("command").asString());
        return 0;
    }
}
