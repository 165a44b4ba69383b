package org.usher.dist.explain;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.dist.api.AdminApi;
import org.usher.dist.program.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code usher explain}. */
@Command(
        name = "explain",
        header = "Say what became of a launch, stage by stage, and why that host.",
        description = {
            "",
            "Run it on the server: it acts with the administrator's token in the server's",
            "state directory. The first digits of the launch's id are enough.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

    /** More would not be the first digits of one id, but somebody's whole day. */
    private static final int MOST_OF_ONE_PREFIX = 10;

    @Parameters(index = "0", arity = "0..1", paramLabel = "LAUNCH", description = "The launch's id, or its beginning.")
    private @Nullable String id;

    @Option(
            names = "--last",
            arity = "0..1",
            paramLabel = "USER",
            fallbackValue = "",
            description = "The latest launch, of this user if one is named.")
    private @Nullable String last;

    @Option(names = "--json", description = "Print what the API says, as JSON.")
    private boolean json;

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
        String query = query();
        AdminApi api = authority == null ? AdminApi.of(state, server) : AdminApi.of(state, server, authority);
        JsonNode launch = one(api.get("/api/v1/admin/launches" + query));
        if (json) {
            System.out.println(launch.toPrettyString());
        } else {
            Explanation.of(launch).forEach(System.out::println);
        }
        return 0;
    }

    private String query() {
        if ((id == null) == (last == null)) {
            throw new UserError("which launch? (expected: the beginning of its id, or --last)");
        }
        if (id != null) {
            return "?limit=" + MOST_OF_ONE_PREFIX + "&id=" + encoded(id);
        }
        return last == null || last.isEmpty() ? "?limit=1" : "?limit=1&user=" + encoded(last);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode one(JsonNode found) {
        if (found.isEmpty()) {
            throw new UserError("there is no such launch");
        }
        if (found.size() > 1) {
            throw new UserError("more than one launch begins so: " + String.join(", ", found.findValuesAsString("id"))
                    + " (expected: more digits)");
        }
        return found.get(0);
    }
}
