/**
 * The domain's ports in memory, the contracts that those and the real ones have to keep, and a farm put together of them.
 * For the tests of this module and of the broker. Never shipped.
 */
@NullMarked
package org.usher.domain.testing;

import org.jspecify.annotations.NullMarked;
