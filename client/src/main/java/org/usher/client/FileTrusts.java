package org.usher.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.usher.client.ClientException.Reason;
import org.usher.client.launcher.Pins;
import org.usher.client.store.Connection;
import org.usher.client.trust.ServerTrust;
import org.usher.client.trust.TrustManagers;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.FileTrust;
import org.usher.wire.rdpfile.FileVerdict;
import org.usher.wire.rdpfile.RdpFile;

/** Judges connection files by the CAs of the user's farms. */
public final class FileTrusts {

    private static final String SIGNATURE = "signature:s:";

    private final InstantSource clock;

    public FileTrusts(InstantSource clock) {
        this.clock = clock;
    }

    /** What a file is. */
    public sealed interface Origin {

        /** The farm of this connection signed it, and nobody has changed it since. */
        record Ours(RdpFile file, Connection connection) implements Origin {}

        /** It is not signed, or by somebody else; nobody has shown that it was changed. */
        record Foreign(String code, String words) implements Origin {}

        /** It was changed after it was signed, or it is no file of this kind. */
        record Broken(String code, String words) implements Origin {}
    }

    /** The file in these bytes, if it has the form of a farm's. */
    static Optional<RdpFile> decode(byte[] content) {
        return RdpFile.decode(ByteBuffer.wrap(content)) instanceof Decoded.Message<RdpFile>(RdpFile file, int consumed)
                ? Optional.of(file)
                : Optional.empty();
    }

    /** Where this file comes from. */
    public Origin origin(byte[] content, List<Connection> connections) {
        return switch (RdpFile.decode(ByteBuffer.wrap(content))) {
            case Decoded.Message<RdpFile>(RdpFile file, int consumed) -> origin(file, connections);
            case Decoded.Malformed<RdpFile> malformed -> unread(content, malformed.explanation());
            case Decoded.NeedMore<RdpFile> more -> unread(content, "it is not whole");
        };
    }

    /** A line added to a signed file, or a signature that cannot be read, is not what an unsigned file has. */
    private static Origin unread(byte[] content, String why) {
        boolean signed =
                List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.ISO_8859_1).stream()
                        .map(charset -> new String(content, charset))
                        .flatMap(String::lines)
                        .anyMatch(line ->
                                line.strip().toLowerCase(java.util.Locale.ROOT).startsWith(SIGNATURE));
        return signed
                ? new Origin.Broken(
                        "file-signature-malformed",
                        "it has a signature, but not the form of a file that a farm has signed: " + why)
                : new Origin.Foreign(
                        "file-unsigned", "it is not signed, and not in the form of a farm's files: " + why);
    }

    private Origin origin(RdpFile file, List<Connection> connections) {
        FileVerdict.Reason last = FileVerdict.Reason.UNKNOWN_SIGNER;
        if (file.signature().isEmpty()) {
            last = FileVerdict.Reason.UNSIGNED;
        }
        for (Connection connection : connections) {
            if (connection.authority().isEmpty()) {
                continue;
            }
            switch (judge(file, connection.authority().get())) {
                case FileVerdict.Good good -> {
                    return new Origin.Ours(file, connection);
                }
                case FileVerdict.Bad(FileVerdict.Reason reason) -> last = reason;
            }
        }
        return switch (last) {
            case UNSIGNED -> new Origin.Foreign(last.code(), "it is not signed");
            case UNKNOWN_SIGNER -> new Origin.Foreign(last.code(), "none of your farms has signed it");
            case FORGED -> new Origin.Broken(last.code(), "it was changed after it was signed");
            case MALFORMED -> new Origin.Broken(last.code(), "its signature is none by its form");
        };
    }

    private FileVerdict judge(RdpFile file, X509Certificate authority) {
        return new FileTrust(authority).judge(file, clock.instant());
    }

    /** @throws ClientException when this CA's farm has not signed the file as it is */
    void requireGood(RdpFile file, X509Certificate authority) {
        if (judge(file, authority) instanceof FileVerdict.Bad(FileVerdict.Reason reason)) {
            throw new ClientException(
                    Reason.FILE,
                    reason.code(),
                    "the connection file that came is not signed by the farm (" + reason.code()
                            + "): it was not opened. Tell the administrator");
        }
    }

    /**
     * What is known of the certificates that this file leads to. Through the relay port a host is met under the gateway's
     * address, which no certificate of a host names: there the client asks its user.
     */
    public static Pins pins(Origin.Ours ours) {
        List<X509Certificate> authorities =
                new ArrayList<>(ours.connection().authority().stream().toList());
        authorities.addAll(TrustManagers.authorities(ours.connection().trust()));
        List<Octets> fingerprints =
                ours.connection().trust() instanceof ServerTrust.Pinned(Octets sha256) ? List.of(sha256) : List.of();
        boolean throughRelay = ours.file().text("gatewayhostname").isEmpty()
                && ours.file().text("loadbalanceinfo").isPresent();
        boolean hostSignOn = ours.file().text("password").isEmpty()
                && ours.file().text("loadbalanceinfo").isEmpty();
        return new Pins(fingerprints, authorities, !throughRelay && !hostSignOn);
    }
}
