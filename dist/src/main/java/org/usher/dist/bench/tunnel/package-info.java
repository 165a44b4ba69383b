/**
 * {@code usher bench tunnels}, and what it and {@code usher bench relay} have in place of RDP clients and hosts: clients that
 * speak MS-TSGU with a real gateway, and hosts whose fronts let them in.
 */
@NullMarked
package org.usher.dist.bench.tunnel;

import org.jspecify.annotations.NullMarked;
