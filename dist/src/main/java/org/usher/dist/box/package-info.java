/**
 * Session hosts in boxes of namespaces on one machine, for the demo and the tests. Whatever happens in a box leaves the
 * machine as it was.
 */
@NullMarked
package org.usher.dist.box;

import org.jspecify.annotations.NullMarked;
