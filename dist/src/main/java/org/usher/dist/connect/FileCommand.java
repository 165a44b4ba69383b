package org.usher.dist.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.usher.client.ClientException;
import org.usher.client.ClientException.Reason;
import org.usher.client.DeskParts;
import org.usher.client.FileTrusts;
import org.usher.client.RunningClient;
import org.usher.client.launcher.Pins;
import org.usher.client.launcher.RdpClient;
import org.usher.client.launcher.RdpClients;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.RdpFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher connect file}. */
@Command(
        name = "file",
        header = "Open a connection file (.rdp) after a look at its signature.",
        description = {
            "",
            "A file is opened when a farm that you have added has signed it and nobody has",
            "changed what it signed. RDP clients on Linux do not look.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class FileCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(
            names = "--anyway",
            description =
                    "Open it too when nobody, or somebody else, has signed it. A file that was changed after it was"
                            + " signed is never opened.")
    private boolean anyway;

    @Option(names = "--check", description = "Only say what it is.")
    private boolean check;

    @Option(names = "--menu", hidden = true)
    private boolean menu;

    @Mixin
    private Answering answering = new Answering();

    @Override
    public Integer call() {
        return answering.run(menu, this::open);
    }

    private Answering.Answer open(DeskParts parts) {
        byte[] content = content();
        FileTrusts trusts = new FileTrusts(parts.clock());
        return switch (trusts.origin(content, parts.connections().all())) {
            case FileTrusts.Origin.Ours ours -> {
                parts.person().tell("Signed by the farm of " + ours.connection().name() + ".");
                yield opened(
                        parts, content, FileTrusts.pins(ours), ours.connection().name());
            }
            case FileTrusts.Origin.Foreign(String code, String words) -> {
                if (!anyway) {
                    throw new ClientException(
                            Reason.FILE,
                            code,
                            file + " was not opened: " + words + ". If you know where it comes from: --anyway");
                }
                parts.person().tell("Opened anyway: " + words + ".");
                yield opened(parts, content, Pins.NONE, "");
            }
            case FileTrusts.Origin.Broken(String code, String words) ->
                throw new ClientException(Reason.FILE, code, file + " was not opened: " + words);
        };
    }

    private byte[] content() {
        try {
            if (Files.size(file) > RdpFile.MAX_LENGTH) {
                throw new ClientException(
                        Reason.FILE, "file-malformed", file + " was not opened: it is too long for a connection file");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new ClientException(
                    Reason.DESK, "file-unreadable", file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private Answering.Answer opened(DeskParts parts, byte[] content, Pins pins, String signer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file.toAbsolutePath().toString());
        object.put("signedBy", signer);
        if (check) {
            object.put("outcome", "checked");
            return new Answering.Answer(object, "");
        }
        RdpClient client = RdpClients.of(parts.desk(), parts.programs());
        RdpClient.Ending ending = new RunningClient(parts, client)
                .run(
                        new RunningClient.Window(
                                Octets.of(content),
                                String.valueOf(file.getFileName()),
                                RunningClient.Window.classOf("file", ""),
                                pins,
                                answering.json()),
                        Optional.empty());
        if (!ending.well()) {
            throw new ClientException(
                    Reason.RDP_CLIENT,
                    "rdp-client-failed",
                    client.words() + ": " + ending.words() + ". A file is good for ten minutes, and for one use");
        }
        object.put("outcome", "closed");
        object.put("client", client.words());
        object.put("ending", ending.words());
        return new Answering.Answer(object, "");
    }
}
