package org.usher.dist.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.usher.client.Attachments;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.client.DeskParts;
import org.usher.client.OpeningResource;
import org.usher.client.RunningClient;
import org.usher.client.api.Launch;
import org.usher.client.api.Mode;
import org.usher.client.browser.Browser;
import org.usher.client.launcher.RdpClient;
import org.usher.client.launcher.RdpClients;
import org.usher.client.store.Connection;
import org.usher.client.store.DeskFiles;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher connect open}. */
@Command(
        name = "open",
        header = "Open a resource with the RDP client of this desk.",
        description = {
            "",
            "It stays until the window is closed. Mode automatic looks whether a host answers",
            "from here and goes straight to it, else through the gateway.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class OpenCommand implements Callable<Integer> {

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{2,3})x([1-9][0-9]{2,3})");

    @Parameters(index = "0", paramLabel = "RESOURCE", description = "Its name, folder/name, or id.")
    private String resource = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A file of this desk: its folder is lent to the session, where its policy lets it and the"
                    + " RDP client can. The file is opened there by hand.")
    private @Nullable Path document;

    @Option(
            names = "--on-host",
            description =
                    "A web application in a browser on the host, also where it opens in the browser of this desk.")
    private boolean onHost;

    @Option(names = "--connection", paramLabel = "NAME", description = "Which connection, if there are several.")
    private @Nullable String connection;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "How it is reached: automatic, gateway-ssl, gateway, direct-ssl or direct.")
    private @Nullable String mode;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            description = "How large a new session is at first (default: 1280x800).")
    private String size = "1280x800";

    @ArgGroup
    private @Nullable Instead instead;

    @Option(names = "--menu", hidden = true)
    private boolean menu;

    @Mixin
    private Answering answering = new Answering();

    /** What is done with the file instead of opening it. */
    static final class Instead {

        @Option(names = "--print-file", description = "Print the connection file and start nothing.")
        private boolean print;

        @Option(
                names = "--save",
                paramLabel = "FILE",
                description = "Write the connection file there and start nothing. Until it is used, whoever has it can"
                        + " open the session.")
        private @Nullable Path save;
    }

    @Override
    public Integer call() {
        if (instead != null && instead.print) {
            return print();
        }
        return answering.run(
                menu, parts -> instead != null && instead.save != null ? save(parts, instead.save) : open(parts));
    }

    private OpeningResource.Wish wish(DeskParts parts, Function<Mode, Launch.Carrier> carrier) {
        Matcher sides = SIZE.matcher(size);
        if (!sides.matches()) {
            throw new IllegalArgumentException("--size: " + size + " (expected: 1280x800, for instance)");
        }
        return new OpeningResource.Wish(
                Chosen.connection(parts, connection),
                resource,
                Chosen.mode(mode),
                Integer.parseInt(sides.group(1)),
                Integer.parseInt(sides.group(2)),
                carrier,
                new Attachments(parts.desk().settings()).live());
    }

    /** Which client will read a file that is kept is not known: this one, as far as there is one. */
    private static Function<Mode, Launch.Carrier> anyCarrier(DeskParts parts) {
        try {
            return RdpClients.of(parts.desk(), parts.programs())::carrier;
        } catch (ClientException none) {
            return way -> way == Mode.GATEWAY ? Launch.Carrier.ROUTING_TOKEN : Launch.Carrier.PASSWORD;
        }
    }

    private int print() {
        return answering.silently(parts -> {
            OpeningResource.Checked file = file(new OpeningResource(parts).open(wish(parts, anyCarrier(parts))));
            byte[] content = file.content().bytes();
            System.out.write(content, 0, content.length);
            System.out.flush();
        });
    }

    private static OpeningResource.Checked file(OpeningResource.Opened opened) {
        return opened.file()
                .orElseThrow(() -> new ClientException(
                        Reason.REFUSED,
                        "opened-elsewhere",
                        opened.resource().name()
                                + " opens in the session that is open on this desk: there is no file"));
    }

    private Answering.Answer save(DeskParts parts, Path target) {
        OpeningResource.Opened opened = new OpeningResource(parts).open(wish(parts, anyCarrier(parts)));
        OpeningResource.Checked file = file(opened);
        try {
            DeskFiles.write(target, file.content().bytes());
        } catch (IOException unwritable) {
            throw new ClientException(
                    Reason.DESK,
                    "file-unwritable",
                    target + " cannot be written: " + unwritable.getMessage(),
                    unwritable);
        }
        Map<String, Object> object = object(opened, "saved");
        object.put("mode", file.mode().word());
        object.put("file", target.toAbsolutePath().toString());
        return new Answering.Answer(object, "The file is good for its first use within ten minutes: " + target);
    }

    private static Map<String, Object> object(OpeningResource.Opened opened, String outcome) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("outcome", outcome);
        object.put("resource", opened.resource().name());
        object.put("launch", opened.launch());
        object.put("session", opened.session());
        return object;
    }

    /** Shows what opens on the device in the browser of this desk; empty where that cannot be. */
    private Optional<Answering.Answer> inBrowser(DeskParts parts, OpeningResource opening) {
        if (onHost) {
            return Optional.empty();
        }
        Optional<OpeningResource.Page> page = opening.page(Chosen.connection(parts, connection), resource);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        String name = page.get().resource().name();
        if (!Browser.showsIndeed(parts.desk(), parts.programs(), page.get().address())) {
            parts.person().tell("This desk has no browser for " + name + ": opening it on a host.");
            return Optional.empty();
        }
        parts.person().tell(name + " opens in your browser: " + page.get().address());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("outcome", "browser");
        object.put("resource", name);
        object.put("address", page.get().address().toString());
        return Optional.of(new Answering.Answer(object, ""));
    }

    private Answering.Answer open(DeskParts parts) {
        OpeningResource opening = new OpeningResource(parts);
        Optional<Answering.Answer> browser = inBrowser(parts, opening);
        if (browser.isPresent()) {
            return browser.get();
        }
        // Before a session is asked for: without a client there is nothing to prepare it for.
        RdpClient client = RdpClients.of(parts.desk(), parts.programs());
        OpeningResource.Wish wish = wish(parts, client::carrier);
        OpeningResource.Opened opened = opening.open(wish);
        if (opened.file().isEmpty()) {
            parts.person().tell(opened.resource().name() + " opens in the session that is open on this desk.");
            return new Answering.Answer(object(opened, "opened"), "");
        }
        RdpClient.Ending ending = run(parts, client, wish.connection(), opened);
        if (!ending.well() && !ending.reached() && opened.file().get().mayFallBack()) {
            parts.person().tell(client.words() + ": " + ending.words() + ". Trying again through the gateway.");
            opened = opening.throughGateway(wish);
            ending = opened.file().isEmpty() ? ending : run(parts, client, wish.connection(), opened);
        }
        if (!ending.well()) {
            throw new ClientException(
                    Reason.RDP_CLIENT,
                    "rdp-client-failed",
                    client.words() + ": " + ending.words() + launchWords(opened));
        }
        Map<String, Object> object = object(opened, "closed");
        opened.file().ifPresent(file -> object.put("mode", file.mode().word()));
        object.put("client", client.words());
        object.put("ending", ending.words());
        parts.person().tell(opened.resource().name() + ": " + ending.words() + ".");
        return new Answering.Answer(object, "");
    }

    private static String launchWords(OpeningResource.Opened opened) {
        return " (launch " + opened.launch() + ": the portal shows how far it came)";
    }

    private RdpClient.Ending run(DeskParts parts, RdpClient client, Connection from, OpeningResource.Opened opened) {
        OpeningResource.Checked checked = opened.file().orElseThrow();
        parts.person().tell("Opening " + opened.resource().name() + " with " + client.words() + ".");
        return new RunningClient(parts, client)
                .run(
                        new RunningClient.Window(
                                checked.content(),
                                opened.resource().name(),
                                RunningClient.Window.classOf(
                                        from.name(), opened.resource().id()),
                                checked.pins(),
                                answering.json(),
                                lent(parts, client)),
                        Optional.of(opened.session()));
    }

    /** The folder of the file that was given, for clients that can lend it. */
    private Optional<Path> lent(DeskParts parts, RdpClient client) {
        if (document == null) {
            return Optional.empty();
        }
        Path given = document.toAbsolutePath().normalize();
        Path folder = given.getParent();
        if (!Files.isRegularFile(given) || folder == null) {
            throw new ClientException(
                    Reason.DESK, "file-missing", given + " is no file of this desk (expected: one that is there)");
        }
        if (!client.lends(folder)) {
            parts.person().tell(client.words() + " cannot lend the folder of " + given + " to the session.");
            return Optional.empty();
        }
        parts.person()
                .tell("The session sees the folder of " + given.getFileName() + " as thinclient_drives/"
                        + RdpClient.LENT + " in your home there, unless its policy has no drives.");
        return Optional.of(folder);
    }
}
