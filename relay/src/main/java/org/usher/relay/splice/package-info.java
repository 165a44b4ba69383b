/** Joining two channels, so that what comes in on the one goes out on the other. Called when nothing is left to decide. */
@NullMarked
package org.usher.relay.splice;

import org.jspecify.annotations.NullMarked;
