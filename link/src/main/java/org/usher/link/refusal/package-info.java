/** Clients that a gateway or a front has turned away, on their way to the audit log. For gateway, agent and broker. */
@NullMarked
package org.usher.link.refusal;

import org.jspecify.annotations.NullMarked;
