/** Deadlines for the stages of a connection. Called by the handlers that know which stage it is in. */
@NullMarked
package org.usher.relay.deadline;

import org.jspecify.annotations.NullMarked;
