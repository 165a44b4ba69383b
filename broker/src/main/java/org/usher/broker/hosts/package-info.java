/**
 * The hosts as they are at this moment: orders on their way to agents, health checks of RDP ports. It lives in memory; what
 * must last is in the store. Called by launches and by the link's endpoints.
 */
@NullMarked
package org.usher.broker.hosts;

import org.jspecify.annotations.NullMarked;
