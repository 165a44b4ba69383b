/**
 * The gateway: the one TLS port that clients reach. It tunnels control traffic to brokers and carries streams to hosts; it
 * keeps no store and believes tickets only. Started by {@code dist}, alone or in one process with a broker.
 */
@NullMarked
package org.usher.gateway;

import org.jspecify.annotations.NullMarked;
