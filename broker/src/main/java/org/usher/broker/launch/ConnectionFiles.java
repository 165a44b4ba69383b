package org.usher.broker.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.usher.broker.farm.FileSigner;
import org.usher.domain.hosts.Host;
import org.usher.domain.launch.LaunchOutcome;
import org.usher.domain.policy.Clipboard;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.SessionPolicy;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.publishing.ShareAddress;
import org.usher.domain.sessions.SessionKind;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.ConnectCode;
import org.usher.wire.rdpfile.ConnectionFile;
import org.usher.wire.rdpfile.RdpFile;
import org.usher.wire.rdpfile.RdpLink;
import org.usher.wire.rdpfile.Redirections;
import org.usher.wire.rdpfile.Route;
import org.usher.wire.rdpfile.Target;

/** Writes the connection files of launches, and signs them. */
public final class ConnectionFiles {

    private static final Pattern RESERVED = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\\\/:*?\"<>|]");
    private static final int MAX_NAME = 60;

    private final FileSigner signer;

    public ConnectionFiles(FileSigner signer) {
        this.signer = signer;
    }

    /**
     * What the file has to know of this request.
     *
     * @param gateway the host, and port if it is not 443, under which the client reaches the gateway
     * @param relayPort the port of that gateway's plain relay; 0 when it is off
     * @param user the user's sign-in name
     */
    public record Wish(String gateway, int relayPort, String user, Target.Carrier carrier) {}

    /**
     * A file to hand out.
     *
     * @param name what to save it as
     * @param content its bytes; a secret until its first use
     * @param link the same as a link, where one can say it
     */
    public record Made(String name, Octets content, Optional<String> link) {

        @Override
        public String toString() {
            return "Made[name=" + name + ", content=•••]";
        }
    }

    /** The file of a launch. */
    public Made make(LaunchOutcome.File file, Wish wish) {
        Route route = route(file, wish);
        RdpFile plain = file(file, wish, route, wish.carrier());
        boolean linkable = file.mode() != ConnectionMode.GATEWAY_SSL && file.mode() != ConnectionMode.AUTOMATIC;
        // A link takes no password, so the code is its routing token.
        Optional<String> link = linkable
                ? Optional.of(RdpLink.of(file(file, wish, route, Target.Carrier.ROUTING_TOKEN)))
                : Optional.empty();
        return new Made(name(file), Octets.of(signer.sign(plain).encode()), link);
    }

    private static RdpFile file(LaunchOutcome.File file, Wish wish, Route route, Target.Carrier carrier) {
        return new ConnectionFile(
                        route,
                        target(file, wish.user(), carrier),
                        redirections(file.policy(), file.host().managed()))
                .file();
    }

    private static Route route(LaunchOutcome.File file, Wish wish) {
        String target = file.host().target();
        ConnectCode code = new ConnectCode(file.code().text());
        return switch (file.mode()) {
            case GATEWAY_SSL -> new Route.ThroughGateway(target, wish.gateway(), Optional.of(file.ticket()), true);
            case AUTOMATIC -> new Route.ThroughGateway(target, wish.gateway(), Optional.of(file.ticket()), false);
            case GATEWAY -> new Route.Relayed(host(wish.gateway()) + ":" + wish.relayPort(), code);
            case DIRECT -> new Route.Direct(target, false);
            case DIRECT_SSL -> new Route.Direct(target, true);
        };
    }

    private static String host(String address) {
        int colon = address.lastIndexOf(':');
        return colon > address.lastIndexOf(']') ? address.substring(0, colon) : address;
    }

    private static Target target(LaunchOutcome.File file, String user, Target.Carrier carrier) {
        Host host = file.host();
        if (host.managed()) {
            boolean desktop = file.kind() == SessionKind.DESKTOP;
            return new Target.ManagedSession(user, new ConnectCode(file.code().text()), carrier, desktop);
        }
        return file.resource()
                .filter(resource -> resource.kind() != ResourceKind.DESKTOP)
                .<Target>map(resource -> application(resource.on(host.id())))
                // Network level authentication is offered; a host that does not know it goes on without.
                .orElseGet(() -> new Target.HostDesktop(true, Optional.empty()));
    }

    private static Target application(PublishedResource resource) {
        List<String> arguments = new ArrayList<>(resource.arguments());
        opened(resource).ifPresent(arguments::add);
        return new Target.WindowsApplication(
                opened(resource).isPresent()
                        ? opener(resource)
                        : resource.target().strip(),
                resource.name().strip(),
                commandLine(arguments),
                resource.startIn().strip(),
                Optional.empty());
    }

    /** What a program opens, where the resource is no program itself. */
    private static Optional<String> opened(PublishedResource resource) {
        return switch (resource.kind()) {
            case APPLICATION, DESKTOP -> Optional.empty();
            case DOCUMENT, WEB -> Optional.of(resource.target().strip());
            case FOLDER -> ShareAddress.read(resource.target().strip()).map(ShareAddress::unc);
        };
    }

    /** The shell opens documents, web pages and folders with what goes with them. */
    private static String opener(PublishedResource resource) {
        String chosen = resource.opening().opener();
        return chosen.isEmpty() ? "||explorer" : chosen;
    }

    /** Arguments as Windows programs take their command line apart (CommandLineToArgvW). */
    static String commandLine(List<String> arguments) {
        return arguments.stream().map(ConnectionFiles::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        boolean plain = !argument.isEmpty()
                && argument.codePoints()
                        .noneMatch(c -> c == '"' || Character.isWhitespace(c) || Character.isSpaceChar(c));
        if (plain) {
            return argument;
        }
        StringBuilder quoted = new StringBuilder("\"");
        int backslashes = 0;
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '"') {
                // Backslashes count as such before a quote alone, and there each of them twice.
                quoted.repeat('\\', backslashes + 1);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.append(c);
        }
        return quoted.repeat('\\', backslashes).append('"').toString();
    }

    private static Redirections redirections(SessionPolicy policy, boolean managed) {
        return new Redirections(
                policy.clipboard() != Clipboard.NONE,
                policy.drives(),
                // xrdp has no printers of clients.
                policy.printers() && !managed,
                policy.audio() ? Redirections.Audio.PLAY_AND_RECORD : Redirections.Audio.NONE);
    }

    /** A name that no file system and no header takes for anything else. */
    static String name(LaunchOutcome.File file) {
        String said =
                file.resource().map(PublishedResource::name).orElse(file.host().name());
        String name = RESERVED.matcher(said).replaceAll(" ").strip();
        int end = name.offsetByCodePoints(0, Math.min(MAX_NAME, name.codePointCount(0, name.length())));
        String cut = name.substring(0, end).replaceAll("^[. ]+|[. ]+$", "");
        return (cut.isEmpty() ? "Session" : cut) + ".rdp";
    }
}
