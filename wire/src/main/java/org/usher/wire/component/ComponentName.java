package org.usher.wire.component;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The name that a component's certificate carries, as the one URI among its subject alternative names (RFC 5280,
 * 4.2.1.6): {@code usher://<site>/<role>/<id>}.
 *
 * <p>INVARIANT: a certificate of the farm's CA with this name is the only proof of who a component is; network addresses
 * and host names prove nothing.
 */
public record ComponentName(UUID site, ComponentRole role, UUID id) {

    private static final String SCHEME = "usher";
    private static final int GENERAL_NAME_URI = 6;

    /** The name as it stands in the certificate. */
    public String uri() {
        return SCHEME + "://" + site + "/" + role.word() + "/" + id;
    }

    /** The name in this URI, if it has the right form. */
    public static Optional<ComponentName> ofUri(String text) {
        try {
            URI uri = new URI(text);
            String[] path =
                    uri.getPath() == null ? new String[0] : uri.getPath().split("/", -1);
            if (!SCHEME.equals(uri.getScheme()) || uri.getAuthority() == null || path.length != 3) {
                return Optional.empty();
            }
            Optional<ComponentRole> role = ComponentRole.ofWord(path[1]);
            if (role.isEmpty()) {
                return Optional.empty();
            }
            ComponentName name =
                    new ComponentName(UUID.fromString(uri.getAuthority()), role.get(), UUID.fromString(path[2]));
            // UUID.fromString takes short forms; two spellings of one name would be two names in somebody's table.
            return name.uri().equals(text) ? Optional.of(name) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    /** The name in this certificate; empty when it has none or more than one. */
    public static Optional<ComponentName> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            List<String> uris = names.stream()
                    .filter(name -> name.get(0) instanceof Integer kind && kind == GENERAL_NAME_URI)
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return uris.size() == 1 ? ofUri(uris.getFirst()) : Optional.empty();
        } catch (CertificateParsingException broken) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return uri();
    }
}
