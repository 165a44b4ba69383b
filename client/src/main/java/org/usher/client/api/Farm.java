package org.usher.client.api;

import java.security.cert.X509Certificate;

/**
 * What a farm says of itself to everybody.
 *
 * @param publicAddress where its gateways are
 * @param authority its CA, which certifies hosts and the signer of connection files
 */
public record Farm(String publicAddress, X509Certificate authority) {}
