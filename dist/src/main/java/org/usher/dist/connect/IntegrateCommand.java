package org.usher.dist.connect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.client.DeskParts;
import org.usher.client.RunningClient;
import org.usher.client.SigningIn;
import org.usher.client.api.PortalApi;
import org.usher.client.api.Resource;
import org.usher.client.desktop.Menu;
import org.usher.client.store.Connection;
import org.usher.client.store.Desk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usher connect integrate}. */
@Command(
        name = "integrate",
        header = "On Linux: put what you may open into the desktop's menu.",
        description = {
            "",
            "Each resource becomes an entry with its icon, which is offered for the files that",
            "the resource opens, and connection files (.rdp) are opened by `usher connect",
            "file`. Run it again when something was published.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class IntegrateCommand implements Callable<Integer> {

    @Option(names = "--connection", paramLabel = "NAME", description = "Only this one.")
    private @Nullable String connection;

    @Option(names = "--remove", description = "Take all of it away again.")
    private boolean remove;

    @Mixin
    private Answering answering = new Answering();

    @Override
    public Integer call() {
        return answering.run(parts -> {
            if (parts.desk().platform() != Desk.Platform.LINUX) {
                throw new ClientException(
                        Reason.DESK, "linux-only", "menu entries are for Linux desktops (expected: Linux)");
            }
            Menu menu = new Menu(parts.desk(), parts.programs(), parts.command());
            try {
                return remove ? remove(parts, menu) : show(parts, menu);
            } catch (IOException unwritable) {
                throw new ClientException(
                        Reason.DESK,
                        "menu-unwritable",
                        "the menu cannot be written: " + unwritable.getMessage(),
                        unwritable);
            }
        });
    }

    private Answering.Answer remove(DeskParts parts, Menu menu) throws IOException {
        if (connection == null) {
            menu.removeAll();
        } else {
            menu.remove(Chosen.connection(parts, connection).name());
        }
        return new Answering.Answer(Map.of("removed", true), "The menu entries are gone.");
    }

    private Answering.Answer show(DeskParts parts, Menu menu) throws IOException {
        List<Connection> connections =
                connection == null ? parts.connections().all() : List.of(Chosen.connection(parts, connection));
        if (connections.isEmpty()) {
            // Says how to get one.
            connections = List.of(Chosen.connection(parts, null));
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        StringBuilder words = new StringBuilder();
        for (Connection each : connections) {
            List<Menu.Entry> entries = new SigningIn(parts).with(each, api -> entries(each, api));
            words.append(entries.size())
                    .append(" entries of ")
                    .append(each.name())
                    .append(" in ")
                    .append(menu.show(each.name(), entries))
                    .append('\n');
            counts.put(each.name(), entries.size());
        }
        menu.takeFiles();
        return new Answering.Answer(
                Map.of("entries", counts), words + "Connection files (.rdp) are opened by `usher connect file`.");
    }

    private static List<Menu.Entry> entries(Connection connection, PortalApi api) {
        String site = api.me().site();
        List<Menu.Entry> entries = new ArrayList<>();
        for (Resource resource : api.resources()) {
            entries.add(new Menu.Entry(
                    connection.name(),
                    site.isEmpty() ? connection.name() : site,
                    resource.id(),
                    resource.name(),
                    resource.folder(),
                    RunningClient.Window.classOf(connection.name(), resource.id()),
                    resource.icon().flatMap(api::icon),
                    resource.extensions()));
        }
        return entries;
    }
}
