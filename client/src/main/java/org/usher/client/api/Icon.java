package org.usher.client.api;

import org.usher.wire.Octets;

/**
 * A picture.
 *
 * @param ending {@code png} or {@code svg}
 */
public record Icon(String ending, Octets content) {}
