package org.usher.client;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.usher.client.ClientException.Reason;
import org.usher.client.api.Launch;
import org.usher.client.api.Me;
import org.usher.client.api.Mode;
import org.usher.client.api.PortalApi;
import org.usher.client.api.Resource;
import org.usher.client.launcher.Pins;
import org.usher.client.reach.ReachProbe;
import org.usher.client.store.Connection;
import org.usher.client.trust.Certificates;
import org.usher.client.trust.TrustManagers;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.RdpFile;

/** Asks the farm for a resource, by the best way to it. What comes of it is a file that the farm has signed. */
public final class OpeningResource {

    private static final String NOT_ALLOWED = "mode-not-allowed";
    private static final String NO_ADDRESS = "no-rdp-address";

    private final DeskParts parts;
    private final ReachProbe probe;

    public OpeningResource(DeskParts parts) {
        this(parts, new ReachProbe(ReachProbe.USUAL));
    }

    OpeningResource(DeskParts parts, ReachProbe probe) {
        this.parts = parts;
        this.probe = probe;
    }

    /**
     * What a user asks for.
     *
     * @param resource its name, or its id
     * @param mode how it is to be reached, if the user says so
     * @param carrier tells where the RDP client finds the connect code, by mode
     * @param attached the sessions that this desk is connected to
     */
    public record Wish(
            Connection connection,
            String resource,
            Optional<Mode> mode,
            int width,
            int height,
            Function<Mode, Launch.Carrier> carrier,
            List<String> attached) {}

    /**
     * What came of it.
     *
     * @param file what opens it; empty when it opens in a session that this desk is connected to
     */
    public record Opened(Resource resource, String launch, String session, Optional<Checked> file) {}

    /**
     * A file that the farm has signed, and what of the farm is known.
     *
     * @param mayFallBack whether another way may be tried when this one leads nowhere
     */
    public record Checked(String name, Octets content, Mode mode, Pins pins, boolean mayFallBack) {}

    /**
     * The page that the browser of this desk is to show instead; empty for what opens on a host alone.
     *
     * @param resource its name, or its id
     */
    public Optional<Page> page(Connection connection, String resource) {
        return new SigningIn(parts).with(connection, api -> {
            Resource chosen = chosen(api, resource);
            return chosen.address().map(address -> new Page(chosen, address));
        });
    }

    /** A web application that opens on the device. */
    public record Page(Resource resource, URI address) {}

    /** What is meant, unless it is closed at the moment. */
    private static Resource chosen(PortalApi api, String resource) {
        Resource chosen = ResourceChoice.of(api.resources(), resource);
        if (!chosen.available()) {
            throw new ClientException(
                    Reason.REFUSED,
                    "resource-unavailable",
                    chosen.name() + " cannot be opened at the moment"
                            + (chosen.message().isEmpty() ? "" : ": " + chosen.message()));
        }
        return chosen;
    }

    /** Opens a resource on a host. */
    public Opened open(Wish wish) {
        return new SigningIn(parts).with(wish.connection(), api -> open(wish, api));
    }

    private Opened open(Wish wish, PortalApi api) {
        Me me = api.me();
        Resource resource = chosen(api, wish.resource());
        Optional<Mode> mode = wish.mode().or(() -> wish.connection().mode()).or(me::mode);
        Request request = new Request(wish, api, resource);
        return mode.isPresent() && mode.get() == Mode.AUTOMATIC ? automatic(request) : asked(request, mode);
    }

    private record Request(Wish wish, PortalApi api, Resource resource) {}

    private Opened automatic(Request request) {
        List<String> known = request.api().reach();
        List<String> answering = probe.answering(known);
        if (answering.isEmpty()) {
            parts.person()
                    .tell(
                            known.isEmpty()
                                    ? "No host has an address for this desk: going through the gateway."
                                    : "No host can be reached from here: going through the gateway.");
            return throughGateway(request);
        }
        parts.person().tell("A host answers here: going straight to it.");
        try {
            Opened opened = launch(request, Optional.of(Mode.DIRECT_SSL), true);
            if (opened.file().isEmpty() || answersItself(opened.file().get())) {
                return withHostPinned(request, opened);
            }
            parts.person().tell("The host that was chosen does not answer here: going through the gateway.");
        } catch (ClientException refused) {
            if (!refused.code().equals(NOT_ALLOWED) && !refused.code().equals(NO_ADDRESS)) {
                throw refused;
            }
            parts.person().tell("The farm offers no straight way to it: going through the gateway.");
        }
        return throughGateway(request);
    }

    /** Asks again, for the way that is always open; the session that may have begun is returned to. */
    public Opened throughGateway(Wish wish) {
        return new SigningIn(parts)
                .with(wish.connection(), api -> throughGateway(new Request(wish, api, chosen(api, wish.resource()))));
    }

    private Opened throughGateway(Request request) {
        try {
            return launch(request, Optional.of(Mode.GATEWAY_SSL), false);
        } catch (ClientException refused) {
            if (!refused.code().equals(NOT_ALLOWED)) {
                throw refused;
            }
            // Where clients may not choose, automatic itself is what they have: then the file names both ways.
            return launch(request, Optional.of(Mode.AUTOMATIC), false);
        }
    }

    private Opened asked(Request request, Optional<Mode> mode) {
        mode.ifPresent(way -> parts.person().tell("Going " + way.sentence() + "."));
        Opened opened = launch(request, mode, false);
        if (opened.file().isPresent()
                && opened.file().get().mode().isDirect()
                && !answersItself(opened.file().get())) {
            throw new ClientException(
                    Reason.UNREACHABLE,
                    "host-unreachable",
                    "the host at " + address(opened.file().get()) + " does not answer here. Try --mode automatic, or"
                            + " --mode gateway-ssl");
        }
        return withHostPinned(request, opened);
    }

    private boolean answersItself(Checked file) {
        return !file.mode().isDirect()
                || !probe.answering(List.of(address(file))).isEmpty();
    }

    private static String address(Checked file) {
        return FileTrusts.decode(file.content().bytes())
                .flatMap(rdp -> rdp.text("alternate full address"))
                .orElse("");
    }

    private Opened launch(Request request, Optional<Mode> mode, boolean mayFallBack) {
        Wish wish = request.wish();
        Launch launch = request.api()
                .launch(new PortalApi.Wish(
                        parts.keys().get(),
                        request.resource().id(),
                        wish.width(),
                        wish.height(),
                        wish.attached(),
                        wish.carrier().apply(mode.orElse(Mode.GATEWAY_SSL)),
                        mode));
        return new Opened(
                request.resource(),
                launch.id(),
                launch.session(),
                launch.file().map(file -> checked(request, file, mayFallBack)));
    }

    private Checked checked(Request request, Launch.File file, boolean mayFallBack) {
        X509Certificate authority = authority(request);
        RdpFile rdp = FileTrusts.decode(file.content().bytes())
                .orElseThrow(() -> new ClientException(
                        Reason.FILE, "file-malformed", "the farm sent a connection file that is none"));
        new FileTrusts(parts.clock()).requireGood(rdp, authority);
        return new Checked(file.name(), file.content(), file.mode(), pins(request, file, authority), mayFallBack);
    }

    private static X509Certificate authority(Request request) {
        // Asked for each time: the connection to the farm is trusted, and its CA may be a new one.
        return request.api().farm().authority();
    }

    private static Pins pins(Request request, Launch.File file, X509Certificate authority) {
        List<Octets> fingerprints =
                new ArrayList<>(file.hostCertificate().stream().toList());
        if (!file.mode().isDirect()) {
            request.api().server().map(Certificates::fingerprint).ifPresent(fingerprints::add);
        }
        List<X509Certificate> authorities = new ArrayList<>(List.of(authority));
        authorities.addAll(TrustManagers.authorities(request.wish().connection().trust()));
        // A host of which nothing is known is for the user to judge.
        boolean strict = file.hostCertificate().isPresent() || (!file.hostSignOn() && file.mode() != Mode.GATEWAY);
        return new Pins(fingerprints, authorities, strict);
    }

    /** A managed host that is reached itself shows its certificate beforehand; it is compared with the farm's CA here. */
    private Opened withHostPinned(Request request, Opened opened) {
        if (opened.file().isEmpty()) {
            return opened;
        }
        Checked file = opened.file().get();
        boolean known = !file.mode().isDirect()
                || request.resource().hostSignOn()
                || !file.pins().fingerprints().isEmpty();
        if (known) {
            return opened;
        }
        Optional<X509Certificate> certificate = probe.hostCertificate(address(file), authority(request));
        if (certificate.isEmpty()) {
            return opened;
        }
        List<Octets> fingerprints = new ArrayList<>(file.pins().fingerprints());
        fingerprints.add(Certificates.fingerprint(certificate.get()));
        return new Opened(
                opened.resource(),
                opened.launch(),
                opened.session(),
                Optional.of(new Checked(
                        file.name(),
                        file.content(),
                        file.mode(),
                        new Pins(fingerprints, file.pins().authorities(), true),
                        file.mayFallBack())));
    }
}
