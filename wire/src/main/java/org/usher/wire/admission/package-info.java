/**
 * How an RDP client that came through a gateway gets to its front ({@code docs/protocol/admission.md}): the gateway asks
 * whether a ticket lets somebody in, and says with a preface which answer a connection belongs to. Gateways and fronts call
 * it.
 */
@NullMarked
package org.usher.wire.admission;

import org.jspecify.annotations.NullMarked;
