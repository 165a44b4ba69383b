package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.farm.FileSigner;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.Principal;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.RuleBook;
import org.usher.link.identity.Pem;

/** What client programs need to know: whom connection files are signed by, and which hosts they may try to reach. */
@RestController
@RequestMapping("/api/v1")
class FarmApi {

    private final FileSigner signer;
    private final PublicAddress addresses;
    private final ResourceViews resources;
    private final RuleBook rules;
    private final SiteId site;

    FarmApi(FileSigner signer, PublicAddress addresses, ResourceViews resources, RuleBook rules, SiteId site) {
        this.signer = signer;
        this.addresses = addresses;
        this.resources = resources;
        this.rules = rules;
        this.site = site;
    }

    /**
     * The farm, to a program that wants to trust its files.
     *
     * @param publicAddress where clients reach the gateways; null when nobody knows
     * @param authority the farm CA's certificate, PEM
     */
    record Farm(@Nullable String publicAddress, Signer fileSigner, String authority) {}

    /** The certificate that connection files are signed with; its digests in hexadecimal digits. */
    record Signer(String sha1, String sha256, String subject) {}

    record Reach(String host, String address) {}

    /** Nothing of this is a secret: every signed file has it in it. */
    @GetMapping("/farm")
    Farm farm(HttpServletRequest request) {
        X509Certificate certificate = signer.certificate();
        return new Farm(
                addresses.of(request).orElse(null),
                new Signer(
                        digest("SHA-1", certificate),
                        digest("SHA-256", certificate),
                        certificate.getSubjectX500Principal().getName()),
                Pem.of(signer.authority()));
    }

    private static String digest(String algorithm, X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(algorithm + " is missing from this Java runtime", missing);
        }
    }

    /** The addresses that the user's client may try; none when it may not go to a host itself. */
    @GetMapping("/reach")
    List<Reach> reach(SignedIn who, HttpServletRequest request) {
        Principal principal = who.getPrincipal();
        if (rules.of(site).allowed(principal).stream().noneMatch(ConnectionMode::mayGoDirect)) {
            return List.of();
        }
        String client = Caller.address(request);
        return resources.reachable(principal).stream()
                .filter(host -> host.reachableFrom(client))
                .map(host -> new Reach(host.name(), host.target()))
                .toList();
    }
}
