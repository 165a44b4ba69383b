package org.usher.client.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.usher.client.api.Launch;
import org.usher.client.api.Mode;
import org.usher.client.store.DeskFiles;
import org.usher.client.trust.Certificates;

/**
 * FreeRDP, 2.x and 3.x: {@code xfreerdp}, {@code xfreerdp3}, {@code wlfreerdp}.
 *
 * <p>A certificate whose fingerprint is named it takes for every TLS connection that it makes, be it to the gateway or to the
 * host. Any other it compares with the CAs of OpenSSL, to which {@code SSL_CERT_FILE} leads, and by its common name and DNS
 * names with the address in the file; IP addresses among the names it passes over.
 *
 * @param program where it is
 */
public record FreeRdp(Path program) implements RdpClient {

    private static final String AUTHORITIES = "authorities.pem";

    @Override
    public String words() {
        return "FreeRDP (" + program.getFileName() + ")";
    }

    /** Its option parts words at commas. */
    @Override
    public boolean lends(Path folder) {
        return !folder.toString().contains(",");
    }

    @Override
    public Launch.Carrier carrier(Mode mode) {
        // The relay port reads the routing token and nothing behind it.
        return mode == Mode.GATEWAY ? Launch.Carrier.ROUTING_TOKEN : Launch.Carrier.PASSWORD;
    }

    @Override
    public Start start(Start.Opening opening) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(program.toString(), opening.file().toString()));
        Pins pins = opening.pins();
        List<String> certificates = new ArrayList<>();
        if (pins.strict()) {
            certificates.add("deny");
        }
        pins.fingerprints()
                .forEach(fingerprint -> certificates.add("fingerprint:sha256:" + Certificates.smallWords(fingerprint)));
        if (!certificates.isEmpty()) {
            command.add("/cert:" + String.join(",", certificates));
        }
        command.add("/title:" + opening.title());
        command.add("/wm-class:" + opening.windowClass());
        opening.lent().ifPresent(folder -> command.add("/drive:" + RdpClient.LENT + "," + folder));
        // What it logs is for its makers, and its end is told in words. When it asks about certificates, its log says
        // why.
        Map<String, String> quiet = pins.strict() ? Map.of("WLOG_LEVEL", "FATAL") : Map.of();
        if (pins.authorities().isEmpty()) {
            return new Start(command, Map.of(), quiet);
        }
        Path authorities = opening.room().resolve(AUTHORITIES);
        DeskFiles.write(
                authorities,
                pins.authorities().stream()
                        .map(Certificates::pem)
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.US_ASCII));
        return new Start(command, Map.of("SSL_CERT_FILE", authorities.toString()), quiet);
    }

    /** Exit codes of xfreerdp 2.11 ({@code client/X11/xfreerdp.h}); 3.x has the same. */
    @Override
    public Ending ending(int exitCode) {
        return switch (exitCode) {
            case 0, 11 -> ended("the window was closed");
            case 1 -> ended("the connection was ended from the other side");
            case 2, 12 -> ended("the session has ended");
            case 3 -> ended("nobody did anything for too long");
            case 4 -> failed("signing on took too long", true);
            case 5 -> ended("the session was opened somewhere else");
            case 7, 8, 9 -> failed("the host refuses the connection", true);
            case 128 -> failed("it does not know an option that it was given", false);
            case 130, 133, 142, 146 -> failed("the host does not speak RDP as it should", true);
            case 132, 134, 135, 144, 151, 154, 155, 156, 157 -> failed("the host refuses the sign-on", true);
            case 131, 137, 138, 141, 147 -> failed("it could not connect, or the connection was refused", false);
            case 139, 140 -> failed("the host's name is not known here", false);
            case 143 -> failed("the certificate of the gateway or of the host is not the one that was expected", true);
            case 145 -> ended("the connection was given up");
            default -> failed("it ended with exit code " + exitCode, false);
        };
    }

    private static Ending ended(String words) {
        return new Ending(true, true, words);
    }

    private static Ending failed(String words, boolean reached) {
        return new Ending(false, reached, words);
    }
}
