/**
 * The part of an RDP connection that has to be understood before the rest can be relayed unread: X.224, the MCS
 * Connect-Initial and the Client Info PDU (MS-RDPBCGR 1.3.1.1, phases up to "secure settings exchange"). Called by the
 * front.
 */
@NullMarked
package org.usher.wire.rdp;

import org.jspecify.annotations.NullMarked;
