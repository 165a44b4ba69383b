/**
 * RDCleanPath, the message pair by which a browser has somebody else do X.224 and TLS towards an RDP host
 * ({@code docs/protocol/browser-path.md}). Called by whoever ends it: the front for managed hosts, the gateway for the
 * others.
 */
@NullMarked
package org.usher.wire.rdcleanpath;

import org.jspecify.annotations.NullMarked;
