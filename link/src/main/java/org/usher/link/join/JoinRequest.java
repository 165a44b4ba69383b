package org.usher.link.join;

import java.util.List;
import java.util.Objects;

/**
 * What a machine sends to join.
 *
 * @param secret the join token's secret, base64url
 * @param name what people shall call the component: the machine's host name, usually
 * @param publicKey the public key to certify: an EC key on P-256 as SubjectPublicKeyInfo, base64url
 * @param proof a signature (SHA256withECDSA) over the secret's bytes with the private key, base64url
 * @param addresses host names and IP addresses under which others reach the component
 * @param version the program's version
 */
public record JoinRequest(
        String secret, String name, String publicKey, String proof, List<String> addresses, String version) {

    public JoinRequest {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(publicKey, "publicKey");
        Objects.requireNonNull(proof, "proof");
        Objects.requireNonNull(version, "version");
        addresses = List.copyOf(addresses);
    }

    @Override
    public String toString() {
        return "JoinRequest[name=" + name + ", addresses=" + addresses + ", version=" + version + "]";
    }
}
