/**
 * Hosts without a front of ours: RDP servers that only have an address. The gateway is the end of their browsers' streams,
 * has a broker strike each launch off, proves the host by its certificate, and tells brokers what it carries. Called by
 * stream, and by whoever else connects clients to such hosts.
 */
@NullMarked
package org.usher.gateway.host;

import org.jspecify.annotations.NullMarked;
