package org.usher.dist.connect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.client.ClientException;
import org.usher.client.DeskParts;
import org.usher.client.SigningIn;
import org.usher.client.api.PortalApi;
import org.usher.client.api.Resource;
import org.usher.client.store.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usher connect list}. */
@Command(name = "list", header = "Show the connections, and what each of them offers.", mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {

    @Option(names = "--connection", paramLabel = "NAME", description = "Only this one.")
    private @Nullable String connection;

    @Mixin
    private Answering answering = new Answering();

    @Override
    public Integer call() {
        return answering.run(this::list);
    }

    private Answering.Answer list(DeskParts parts) {
        List<Connection> connections =
                connection == null ? parts.connections().all() : List.of(Chosen.connection(parts, connection));
        List<Map<String, Object>> objects = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        List<ClientException> failures = new ArrayList<>();
        for (Connection each : connections) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("name", each.name());
            object.put("address", each.address().toString());
            words.append(each.name()).append("  ").append(each.address()).append('\n');
            try {
                List<Resource> resources = new SigningIn(parts).with(each, PortalApi::resources);
                object.put(
                        "resources", resources.stream().map(ListCommand::object).toList());
                resources.forEach(resource -> words.append(line(resource)));
                if (resources.isEmpty()) {
                    words.append("    nothing is published for you\n");
                }
            } catch (ClientException failure) {
                failures.add(failure);
                object.put("error", Map.of("code", failure.code(), "message", failure.words()));
                words.append("    ").append(failure.words()).append('\n');
            }
            objects.add(object);
        }
        // One farm that is away does not hide the others; all of them away is a failure.
        if (!failures.isEmpty() && failures.size() == connections.size()) {
            throw failures.getFirst();
        }
        return new Answering.Answer(
                Map.of("connections", objects),
                connections.isEmpty()
                        ? "There is no connection yet: `usher connect add ADDRESS`"
                        : words.toString().stripTrailing());
    }

    private static Map<String, Object> object(Resource resource) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", resource.id());
        object.put("name", resource.name());
        object.put("kind", resource.kind());
        object.put("folder", resource.folder());
        object.put("hostSignOn", resource.hostSignOn());
        object.put("available", resource.available());
        object.put("message", resource.message());
        return object;
    }

    private static String line(Resource resource) {
        String folder = resource.folder().isEmpty() ? "" : "  (" + resource.folder() + ")";
        String kind = resource.kind().equals("application") ? "" : "  " + resource.kind();
        String closed = resource.available()
                ? ""
                : "  not available" + (resource.message().isEmpty() ? "" : ": " + resource.message());
        return "    " + printable(resource.name() + folder + kind + closed) + "\n";
    }

    // A name is the farm's word, and a terminal obeys control characters.
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
