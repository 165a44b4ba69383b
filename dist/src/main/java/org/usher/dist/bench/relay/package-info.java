/** {@code usher bench relay}: real gateways and HAProxy between the same clients and the same hosts. */
@NullMarked
package org.usher.dist.bench.relay;

import org.jspecify.annotations.NullMarked;
