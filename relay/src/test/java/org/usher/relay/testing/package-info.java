/** What tests of relay, gateway and front share: a small CA, and the check that nothing leaks. Never shipped. */
@NullMarked
package org.usher.relay.testing;

import org.jspecify.annotations.NullMarked;
