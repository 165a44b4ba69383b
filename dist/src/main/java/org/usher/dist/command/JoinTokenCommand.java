package org.usher.dist.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.usher.dist.api.AdminApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code usher join-token}. */
@Command(
        name = "join-token",
        description = "Make the word with which one machine joins this farm. Run it on the server.",
        mixinStandardHelpOptions = true)
public final class JoinTokenCommand implements Callable<Integer> {

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "what the machine becomes: host (the default) or gateway")
    private String role = "host";

    @Option(names = "--valid-minutes", paramLabel = "N", description = "how long the word is good; 60 by default")
    private int validMinutes = 60;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "the server's state directory; /var/lib/usher by default")
    private Path state = Path.of("/var/lib/usher");

    @Option(names = "--server", paramLabel = "URL", description = "the server; https://localhost:8443 by default")
    private URI server = URI.create("https://localhost:8443");

    @Override
    public Integer call() {
        JsonNode token = AdminApi.of(state, server)
                .post("/api/v1/admin/join-tokens", Map.of("role", role, "validMinutes", validMinutes));
        System.out.println("On the new machine, until " + token.path("expires").asString() + ":");
        System.out.println("    " + token.path("command").asString());
        return 0;
    }
}
