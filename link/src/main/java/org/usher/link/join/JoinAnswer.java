package org.usher.link.join;

/**
 * What a machine gets when it has joined.
 *
 * @param certificate its certificate, PEM
 * @param authority the farm CA's certificate, PEM
 */
public record JoinAnswer(String certificate, String authority) {}
