package org.usher.gateway.tsgu;

/**
 * Something for the users of tunnels to read: told to the pipelines of clients' channels, and shown by those clients that
 * show such things.
 *
 * @param text up to {@link org.usher.wire.tsgu.TunnelEvent.Announced#MAX_TEXT} characters
 */
public record Announcement(String text) {}
