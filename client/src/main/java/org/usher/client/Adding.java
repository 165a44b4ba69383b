package org.usher.client;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.usher.client.ClientException.Reason;
import org.usher.client.api.Farm;
import org.usher.client.api.Mode;
import org.usher.client.api.PortalApi;
import org.usher.client.store.Connection;
import org.usher.client.trust.Certificates;
import org.usher.client.trust.FirstContact;
import org.usher.client.trust.ServerTrust;
import org.usher.wire.Octets;

/** Adds a connection: finds out who is to be trusted, signs in, and keeps it. */
public final class Adding {

    private final DeskParts parts;

    public Adding(DeskParts parts) {
        this.parts = parts;
    }

    /**
     * What a user asks for.
     *
     * @param name what the connection is to be called, if not by its host
     * @param fingerprint of the certificate that is right, where the user has it from somebody
     * @param authority the CA that is right, where the user has it from somebody
     */
    public record Wish(
            URI address,
            Optional<String> name,
            Optional<String> user,
            Optional<Mode> mode,
            Optional<Octets> fingerprint,
            Optional<X509Certificate> authority,
            boolean byBrowser) {}

    /** Adds it. Nothing is kept when a step fails. */
    public Connection add(Wish wish) {
        String name = wish.name().orElseGet(() -> Connection.usualName(wish.address()));
        Connection.requireName(name);
        ServerTrust trust = trust(wish);
        X509Certificate authority = farm(wish.address(), trust).authority();
        Connection connection = new Connection(
                name,
                wish.address(),
                wish.user(),
                wish.mode(),
                byFarm(wish.address(), trust, authority),
                Optional.of(authority),
                wish.byBrowser());
        Connection signedIn = new SigningIn(parts).signIn(connection);
        parts.connections().keep(signedIn);
        return signedIn;
    }

    private ServerTrust trust(Wish wish) {
        FirstContact contact = FirstContact.with(wish.address());
        String where = wish.address().getAuthority();
        if (wish.authority().isPresent()) {
            return contact.byAuthority(wish.authority().get());
        }
        if (wish.fingerprint().isPresent()) {
            return contact.confirmedBy(wish.fingerprint().get())
                    .orElseThrow(() -> new ClientException(
                            Reason.NOT_TRUSTED,
                            "fingerprint-other",
                            where + " shows another certificate: SHA-256 "
                                    + Certificates.words(Certificates.fingerprint(contact.certificate()))
                                    + ". Either the fingerprint is an old one, or this is not the farm"));
        }
        if (contact.vouchedFor()) {
            return new ServerTrust.PublicAuthority();
        }
        return asked(where, contact);
    }

    /** Never silently: without an answer nobody is trusted. */
    private ServerTrust asked(String where, FirstContact contact) {
        X509Certificate certificate = contact.certificate();
        Octets fingerprint = Certificates.fingerprint(certificate);
        parts.person().tell("""
                No public authority vouches for %s. Its certificate says
                    subject   %s
                    issuer    %s
                    until     %s
                    SHA-256   %s
                Compare this with the fingerprint that your administrator gave you.""".formatted(
                        where,
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getIssuerX500Principal().getName(),
                        certificate.getNotAfter().toInstant(),
                        Certificates.words(fingerprint)));
        Optional<String> answer = parts.person().ask("Is it the same? Type yes or no: ");
        if (answer.isEmpty()) {
            throw new ClientException(
                    Reason.NOT_TRUSTED,
                    "fingerprint-unconfirmed",
                    "nobody is here to confirm the certificate of " + where
                            + " (expected: a terminal, or --fingerprint, or --ca)");
        }
        if (!List.of("yes", "y").contains(answer.get().strip().toLowerCase(Locale.ROOT))) {
            throw new ClientException(Reason.NOT_TRUSTED, "fingerprint-refused", where + " was not trusted");
        }
        return contact.confirmedBy(fingerprint).orElseThrow();
    }

    private Farm farm(URI address, ServerTrust trust) {
        try (PortalApi api = new PortalApi(address, trust, parts.name(), Optional.empty())) {
            return api.farm();
        } catch (ClientException refused) {
            if (refused.reason() != Reason.REFUSED) {
                throw refused;
            }
            throw new ClientException(
                    Reason.REFUSED,
                    "no-farm",
                    "who answers at " + address.getAuthority() + " does not speak as an Usher farm does: "
                            + refused.words(),
                    refused);
        }
    }

    /**
     * A gateway that was confirmed has named the farm's CA, and that CA has certified the gateway: from now on any gateway of
     * that farm is the farm, with a certificate renewed or through a balancer.
     */
    private static ServerTrust byFarm(URI address, ServerTrust trust, X509Certificate authority) {
        boolean pinned = trust instanceof ServerTrust.Pinned;
        if (!pinned) {
            return trust;
        }
        FirstContact again = FirstContact.with(address);
        return again.isFarm(authority) ? new ServerTrust.Farm(authority) : trust;
    }
}
