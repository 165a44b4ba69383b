package org.usher.link.host;

import java.util.UUID;

/**
 * An agent waits for orders.
 *
 * @param incarnation which life of the agent asks: another one with each start. Orders that an earlier life took and never
 *     answered are given again
 */
public record OrdersWanted(UUID incarnation) {}
