/** {@code usher bench relay}: a real gateway and HAProxy between the same client and the same front. */
@NullMarked
package org.usher.dist.bench.relay;

import org.jspecify.annotations.NullMarked;
