package org.usher.link.gateway;

/**
 * How a gateway is. Sent every few seconds.
 *
 * @param streams how many streams it carries
 * @param version the program's version
 */
public record GatewayReport(int streams, String version) {}
